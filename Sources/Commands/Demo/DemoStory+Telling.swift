import CanonicalJSON
import Cooperation
import Fingerprints
import TransparencyLog

extension DemoStory {
    /// How many pictures are shared.
    private static let pictures = 4
    /// How long a step may take that another node has to take part in.
    private static let patience = Duration.seconds(20)
    /// How many photographs are checked at most.
    private static let photosMax = 200
    /// Where Debian's package mate-backgrounds puts its photographs.
    private static let backgrounds = "/usr/share/backgrounds/mate"

    /// A picture with its file and hash.
    private struct Shared {
        let pixels: PixelBuffer
        let hash: Hash256
        let signal: String
    }

    func tell(bank: String, _ ring: DemoKeyRing, since start: Timestamp) async throws {
        let exchange = DemoClient(tools: tools, address: exchangeURL)
        let (lentera, amihan) = (DemoCast.platforms[0], DemoCast.platforms[1])
        let proposing = DemoClient(tools: tools, address: ring.nodes[lentera.0] ?? "")
        let checking = DemoClient(tools: tools, address: ring.nodes[amihan.0] ?? "")
        let reviewer = try ring.key(amihan.1, "reviewer", on: amihan.0)

        var shared: [Shared] = []
        for seed in 0..<Self.pictures {
            shared.append(
                try await propose(
                    UInt64(seed),
                    from: proposing,
                    printKey: ring.key(lentera.1, "curator", on: lentera.0),
                    to: exchange,
                    bank: bank,
                    key: ring.key(lentera.1, "curator", on: "exchange")
                )
            )
        }
        try say("\(lentera.1) proposed \(shared.count) pictures that say TEST", since: start)
        let verifier = try ring.key(DemoCast.civilSociety, "curator", on: "exchange")
        for item in shared {
            try await exchange.call("POST", "/v1/signals/\(item.signal)/viewing", key: verifier)
            try await exchange.call(
                "POST",
                "/v1/signals/\(item.signal)/verification",
                key: verifier,
                ["basis": "shownBy", "lookedAt": "The whole picture, opened through the proposer's link (TEST)"]
            )
        }
        try say("\(DemoCast.civilSociety) opened each through the proposer's link and verified it", since: start)

        let wait = try await arrival(of: shared[shared.count - 1], at: checking, key: reviewer)
        try say("the last one could be matched on \(amihan.1)'s own node after \(wait) ms", since: start)
        try await checkCopies(of: shared, at: checking, key: reviewer)
        try await checkPhotographs(at: checking, key: reviewer)
        try await decideOne(at: checking, amihan, ring, since: start)
    }

    /// Fetches and recomputes the logs of all nodes.
    func verifyLogs(_ ring: DemoKeyRing, since start: Timestamp) async throws {
        for (name, address) in ring.nodes.sorted(by: { $0.key < $1.key }) {
            try await verifyLog(DemoClient(tools: tools, address: address), name, key: ring.anyKey(on: name))
        }
        try say("the logs of all five nodes were fetched, recomputed and found signed by their keys", since: start)
    }

    private func propose(
        _ seed: UInt64,
        from node: DemoClient,
        printKey: String,
        to exchange: DemoClient,
        bank: String,
        key: String
    ) async throws -> Shared {
        let file = try tools.jpeg(DemoPicture.draw(seed: seed), quality: 92)
        let printed = try await node.upload("/v1/fingerprints", key: printKey, file)
        let prints = (printed["fingerprints"]?.arrayValue ?? []).filter { $0["kind"]?.stringValue != "md5" }
        guard let pdq = prints.first(where: { $0["kind"]?.stringValue == "pdq" }) else {
            throw CommandFailure("A drawn picture has no PDQ hash.")
        }
        let signal = try await exchange.call(
            "POST",
            "/v1/signals",
            key: key,
            [
                "bank": .string(bank), "kind": "image", "behaviours": ["graphicViolence"],
                "fingerprints": .array(
                    try prints.map { ["kind": .string(try $0.text("kind")), "value": .string(try $0.text("value"))] }
                ),
                "rationale": "A drawn picture that stands for an attack picture (TEST)",
                "exemptionAssessment": "Neither report nor research nor art: a bare copy (TEST)",
                "viewing": [
                    "link": .string("\(node.address)/viewing/\(seed)"),
                    "expiresAt": .string((clock() + .days(1)).description),
                ],
            ]
        )
        return Shared(
            pixels: try tools.decode(file),
            hash: try Hash256(hex: pdq.text("value")),
            signal: try signal.text("id")
        )
    }

    private func arrival(of item: Shared, at node: DemoClient, key: String) async throws -> Int64 {
        let start = clock()
        let deadline = ContinuousClock.now + Self.patience
        while ContinuousClock.now < deadline {
            let answer = try await node.call(
                "POST",
                "/v1/checks",
                key: key,
                ["fingerprints": [["kind": "pdq", "value": .string(item.hash.hex)]]]
            )
            let rules = (answer["matches"]?.arrayValue ?? []).compactMap { $0["rule"]?.stringValue }
            if !rules.isEmpty, !rules.contains("notVerified") {
                return (clock().microseconds - start.microseconds) / 1000
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw CommandFailure("A verified signal did not reach the platform's node.")
    }

    /// The languages of the posts.
    private static let languages = ["fil", "id", "en", "th"]

    private func checkCopies(of shared: [Shared], at node: DemoClient, key: String) async throws {
        try terminal.line("")
        try terminal.line("      copy                        found   distance of 256 bits (31 or less is found)")
        for (line, edit) in PictureEdit.allCases.enumerated() {
            var found = 0
            var distances: [Int] = []
            for (number, item) in shared.enumerated() {
                let file = try tools.jpeg(edit.apply(to: item.pixels), quality: edit.quality)
                let post = 1000 + 10 * line + number
                let answer = try await node.check(
                    file: file,
                    of: [
                        "reference": .string("TEST-\(post)"), "link": .string("https://amihan.example/posts/\(post)"),
                        "account": .string("test-account-\(number)"), "kind": "image",
                        "language": .string(Self.languages[number % Self.languages.count]), "country": "PH",
                    ],
                    key: key
                )
                let prints = answer["fingerprints"]?.arrayValue ?? []
                guard let pdq = prints.first(where: { $0["kind"]?.stringValue == "pdq" }) else { continue }
                distances.append(try Hash256(hex: pdq.text("value")).distance(to: item.hash))
                let matches = answer["matches"]?.arrayValue ?? []
                if matches.contains(where: { $0["signal"]?.stringValue == item.signal }) {
                    found += 1
                } else if edit.isExpectedToMatch {
                    throw CommandFailure("The copy '\(edit.rawValue)' of picture \(number) was not found.")
                }
            }
            let name = edit.rawValue.padding(toLength: 28)
            let list = distances.map(String.init).joined(separator: ", ")
            try terminal.line("      \(name)\("\(found) of \(shared.count)".padding(toLength: 8))\(list)")
        }
        try terminal.line("")
    }

    private func checkPhotographs(at node: DemoClient, key: String) async throws {
        let walk = FileWalk([RawPath(photos ?? Self.backgrounds)])
        var (clear, other, unread) = (0, 0, 0)
        for finding in walk {
            guard clear + other < Self.photosMax else { break }
            guard case .file(let path) = finding,
                let file = try? FileContents.read(path, bytesMax: 50_000_000), !file.isEmpty
            else { continue }
            guard let answer = try await node.check(file: file, key: key) else {
                unread += 1
                continue
            }
            if answer["verdict"]?.stringValue == "clear" { clear += 1 } else { other += 1 }
        }
        guard clear + other > 0 else {
            return try terminal.line("      no photographs at \(photos ?? Self.backgrounds); give some with --photos")
        }
        guard other == 0 || photos != nil else { throw CommandFailure("\(other) unrelated photographs matched.") }
        try terminal.line("      \(clear + other) unrelated photographs checked: \(clear) clear, \(other) matched")
        if unread > 0 { try terminal.line("      \(unread) more could not be read") }
        try terminal.line("")
    }

    private func decideOne(
        at node: DemoClient,
        _ platform: (String, String),
        _ ring: DemoKeyRing,
        since start: Timestamp
    ) async throws {
        let key = try ring.key(platform.1, "reviewer", on: platform.0)
        let cases = try await node.call("GET", "/v1/cases?state=open", key: key)["items"]?.arrayValue ?? []
        guard let first = cases.first else { throw CommandFailure("No case was opened.") }
        let subject = try first.text("id")
        try say("\(cases.count) cases are open; the most urgent is taken by a reviewer", since: start)
        try await node.call("POST", "/v1/cases/\(subject)/assignment", key: key, ["assigned": true])
        let decision = try await node.call(
            "POST",
            "/v1/cases/\(subject)/decision",
            key: key,
            [
                "finding": "confirmed", "ground": "terms",
                "groundReference": "Terms, section 4: no attack pictures (TEST)",
                "measure": "remove", "territory": "everywhere", "exemption": "none",
                "exemptionAssessment": "The post shows the bare picture without comment: no exemption applies (TEST)",
                "reasons": "It is a copy of a picture that two members looked at (TEST)",
            ]
        ).text("id")
        try await awaitDecision(decision, at: node, key: key)
        try await node.call("POST", "/v1/decisions/\(decision)/execution", key: key, ["outcome": "carriedOut"])
        try say("decided with reasons, read from the events, and carried out", since: start)
        for view in ["person", "public"] {
            let bytes = try await receipt(of: decision, view: view, at: node, key: key)
            let path = "\(folder)/receipt-\(view).json"
            try DurableFile.replace(path, with: String(decoding: bytes, as: UTF8.self))
            let status = try await node.call("GET", "/status", key: key)
            let (code, output) = try await tools.run(
                ["receipt", "verify", path, "--key", status["log"]?.text("verifierKey") ?? ""])
            guard code == 0 else { throw CommandFailure("The receipt \(path) does not verify.") }
            let verdict = output.split(separator: "\n").first.map(String.init) ?? ""
            try say("receipt for the \(view): \(path): \(verdict)", since: start)
        }
    }

    private func awaitDecision(_ decision: String, at node: DemoClient, key: String) async throws {
        var cursor: String?
        let deadline = ContinuousClock.now + Self.patience
        while ContinuousClock.now < deadline {
            let query = cursor.map { "?cursor=\($0)" } ?? ""
            let page = try await node.call("GET", "/v1/events\(query)", key: key)
            cursor = try page.text("cursor")
            for event in page["events"]?.arrayValue ?? [] {
                guard let fields = event["fields"], let shown = try? DisclosedEvent(json: fields) else { continue }
                if shown.value(of: .subject)?.stringValue == decision { return }
            }
        }
        throw CommandFailure("The decision did not appear among the events.")
    }

    private func receipt(of decision: String, view: String, at node: DemoClient, key: String) async throws -> [UInt8] {
        let deadline = ContinuousClock.now + Self.patience
        while ContinuousClock.now < deadline {
            let answer = try await node.bytes("/v1/receipts/\(decision)?view=\(view)", key: key)
            if answer.status == 200 { return answer.body }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw CommandFailure("No receipt came.")
    }

    /// Fetches every leaf and recomputes the root that the checkpoint signs.
    private func verifyLog(_ node: DemoClient, _ name: String, key: String) async throws {
        let status = try await node.call("GET", "/status", key: key)
        let checkpoint = try Checkpoint.open(
            try await node.bytes("/checkpoint", key: key).body,
            by: NoteVerifierKey(parsing: status["log"]?.text("verifierKey") ?? "")
        )
        var hashes: [LogHash] = []
        for tile in Tile.covering(treeOf: checkpoint.size) where tile.content == .entries {
            let answer = try await node.bytes(tile.path, key: key)
            guard answer.status == 200, let bundle = EntryBundle(bytes: answer.body, width: tile.width) else {
                throw CommandFailure("The log of \(name) does not show its leaves.")
            }
            hashes += bundle.entries.map { MerkleTree.leafHash(of: $0) }
        }
        guard hashes.count == Int(checkpoint.size), MerkleTree.root(of: hashes) == checkpoint.root else {
            throw CommandFailure("The log of \(name) is not what its checkpoint signs.")
        }
    }
}

extension String {
    fileprivate func padding(toLength length: Int) -> String {
        self + String(repeating: " ", count: Swift.max(1, length - count))
    }
}
