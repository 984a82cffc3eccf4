import CanonicalJSON
import Cooperation
import Statements

extension DemoStory {
    /// How long a request or its answer may take to the other node.
    private static let patience = Duration.seconds(20)
    /// The offices of the story: one that orders, one whose key was stolen, one whose authority is suspended.
    private static let offices = [
        DemoMandate.Office(
            unit: DemoCast.units[0].0,
            function: "regulator",
            country: "ID",
            zone: "Asia/Jakarta",
            instruments: ["ID_MR5_URGENT"],
            telephone: "+62 21 555 0100"
        ),
        DemoMandate.Office(
            unit: DemoCast.units[1].0,
            function: "police",
            country: "AU",
            zone: "Australia/Sydney",
            instruments: ["UN_EMERGENCY_DISCLOSURE"],
            telephone: "+61 2 5550 0100"
        ),
        DemoMandate.Office(
            unit: DemoCast.units[6].0,
            function: "referralUnit",
            country: "PH",
            zone: "Asia/Manila",
            instruments: ["PH_REFERRAL"],
            telephone: "+63 2 5550 0100"
        ),
    ]
    private static let platform = DemoCast.platforms[1]

    /// What authorities ask of platforms, and what they are answered.
    func tellRequests(_ members: DemoMembers, _ ring: DemoKeyRing, since start: Timestamp) async throws {
        let exchange = DemoClient(tools: tools, address: exchangeURL)
        let node = DemoClient(tools: tools, address: ring.nodes[Self.platform.0] ?? "")
        let people = Counsel(
            counsel: try ring.key(Self.platform.1, "counsel", on: Self.platform.0),
            lead: try ring.key(Self.platform.1, "lead", on: Self.platform.0)
        )
        var mandates: [DemoMandate] = []
        for office in Self.offices {
            mandates.append(
                try await DemoMandate(office, on: exchange, authority: members.id(of: office.unit), ring)
            )
        }
        try say("three authorities' offices, officers and keys entered; the secretariat vouches", since: start)
        let addressee = JSONValue.string(try members.id(of: Self.platform.1))
        try await order(mandates[0], to: addressee, at: node, people, since: start)
        try await guest(mandates[0], since: start)
        try await paper(at: node, people, since: start)
        try await forged(mandates[1], to: addressee, at: node, people, since: start)
        try await suspended(mandates[2], authority: members.id(of: Self.offices[2].unit), addressee, ring, since: start)
    }

    /// Who works on requests at the platform.
    private struct Counsel {
        let counsel: String
        let lead: String
    }

    private func wording(_ kind: String, _ instrument: String, to addressee: JSONValue, _ items: [JSONValue])
        -> JSONValue
    {
        [
            "kind": .string(kind), "instrument": .string(instrument), "addressees": [addressee], "language": "en",
            "legalBasis": ["statute": "Article 15, as quoted in the order (TEST)"], "items": .array(items),
        ]
    }

    private func item(_ post: String, _ ground: String, _ reasons: String, kind: String = "content") -> JSONValue {
        [
            "kind": .string(kind), "address": .string("https://amihan.example/\(post)"), "ground": .string(ground),
            "reasons": .string(reasons),
        ]
    }

    private func order(
        _ mandate: DemoMandate,
        to addressee: JSONValue,
        at node: DemoClient,
        _ people: Counsel,
        since start: Timestamp
    ) async throws {
        let items = [
            item("posts/1001", "incites", "Shows the attack and calls to do the same (TEST)"),
            item("tags/unrest", "incites", "Everything under this tag (TEST)"),
            item("posts/1002", "other", "Insults a minister (TEST)"),
        ]
        let filed = try await mandate.file(wording("removalOrder", "ID_MR5_URGENT", to: ["member": addressee], items))
        guard let id = filed.first else { throw CommandFailure("The order was not filed.") }
        let path = "/v1/assessments/\(id)"
        try await reach(path, at: node, key: people.counsel)
        try say("an order with a valid, a vague and an out-of-scope item reached \(Self.platform.1)", since: start)
        try await node.call(
            "POST",
            path + "/identity",
            key: people.counsel,
            ["method": "callBack", "result": "confirmed", "note": "Called the number of the register (TEST)"]
        )
        try await node.call(
            "POST",
            path + "/form",
            key: people.counsel,
            ["defects": ["identification"], "note": "A tag names no content (TEST)"]
        )
        try await node.call("POST", path + "/weighing", key: people.counsel, Self.weighing)
        let kept = (clock() + .days(183)).description
        try await node.call("POST", path + "/preservation", key: people.counsel, ["until": .string(kept)])
        func answer(_ number: Int64, _ outcome: String, _ reasons: String) -> JSONValue {
            ["number": .integer(number), "outcome": .string(outcome), "reasons": .string(reasons)]
        }
        let answers: [JSONValue] = [
            answer(1, "compliedInCountry", "Copies a picture that two members looked at (TEST)"),
            answer(2, "refusedForm", "Name each post with a reason of its own (TEST)"),
            answer(3, "refusedScope", "Criticism of a government is no terrorist content (TEST)"),
        ]
        try await node.call("POST", path + "/answer", key: people.counsel, ["items": .array(answers)])
        try await node.call("POST", path + "/approval", key: people.lead)
        let read = "/v1/requests/\(id)"
        let request = try await reach(read, at: mandate.exchange, key: mandate.officer.token) { request in
            request["state"]?.stringValue == "answered"
        }
        let outcomes = (request["items"]?.arrayValue ?? []).compactMap { $0["outcome"]?.stringValue }
        guard outcomes == ["compliedInCountry", "refusedForm", "refusedScope"], let signed = request["answer"] else {
            throw CommandFailure("The answer to the order is not what counsel wrote.")
        }
        let file = "\(folder)/answer.json"
        try DurableFile.replace(file, with: signed.canonicalString)
        guard try await tools.run(["request", "verify", file]).status == 0 else {
            throw CommandFailure("The signed answer \(file) does not verify.")
        }
        try say(
            "answered by counsel and a second person, signed, read by the authority, verified offline",
            since: start
        )
    }

    private func guest(_ mandate: DemoMandate, since start: Timestamp) async throws {
        let item = item("videos/7", "incites", "The same picture as a video (TEST)")
        let words = wording("removalOrder", "ID_MR5_URGENT", to: ["name": "Perahu (TEST)"], [item])
        guard let id = try await mandate.file(words).first else { throw CommandFailure("The order was not filed.") }
        let link = try await mandate.exchange.call(
            "POST",
            "/v1/requests/\(id)/guest-link",
            key: mandate.officer.token,
            ["days": 7]
        ).text("path")
        let answer: JSONValue = [
            "items": [["number": 1, "outcome": "complied", "reasons": "Removed under our own terms (TEST)"]]
        ]
        let read = try await mandate.exchange.open("GET", link)
        let taken = try await mandate.exchange.open("POST", link, answer)
        let again = try await mandate.exchange.open("GET", link)
        guard read.status == 200, taken.status == 200, again.status == 404 else {
            throw CommandFailure("The guest's link does not work as it should.")
        }
        try say("a platform that is no member answered by a link, which works no more", since: start)
    }

    private func paper(at node: DemoClient, _ people: Counsel, since start: Timestamp) async throws {
        let now = clock().description
        try await node.call(
            "POST",
            "/v1/paper-requests",
            key: people.counsel,
            [
                "authorityName": "Ministry of Ferries (TEST)", "reference": "F-17", "kind": "removalOrder",
                "instrument": "OTHER", "country": "PH", "language": "en", "issuedAt": .string(now),
                "receivedAt": .string(now), "scan": .string(String(repeating: "0a", count: 32)),
                "items": [
                    [
                        "kind": "content", "address": "https://amihan.example/posts/1003", "ground": "threatens",
                        "reasons": "Threatens to sink a ferry (TEST)",
                    ]
                ],
            ]
        )
        try say("an order that came by letter was recorded, marked unsigned", since: start)
    }

    private func forged(
        _ mandate: DemoMandate,
        to addressee: JSONValue,
        at node: DemoClient,
        _ people: Counsel,
        since start: Timestamp
    ) async throws {
        let account = item("@reporter", "threatens", "At once: lives are at risk (TEST)", kind: "account")
        let plain = wording("emergencyDisclosure", "UN_EMERGENCY_DISCLOSURE", to: ["member": addressee], [account])
        guard var words = plain.objectValue else { return }
        words["categories"] = ["subscriber"]
        words["emergency"] = [
            "nature": "imminentAttack", "atRisk": "Unnamed people (TEST)", "whyImminent": "Within the hour (TEST)",
            "howDataAvert": "By knowing who it is (TEST)", "whyNotOrdinary": "There is no time (TEST)",
        ]
        guard let id = try await mandate.file(.object(words)).first else {
            throw CommandFailure("The emergency request was not filed.")
        }
        let path = "/v1/assessments/\(id)"
        try await reach(path, at: node, key: people.counsel)
        try await node.call(
            "POST",
            path + "/identity",
            key: people.counsel,
            ["method": "callBack", "result": "denied", "note": "They know nothing of it: the key was stolen (TEST)"]
        )
        try await node.call("POST", path + "/form", key: people.counsel, ["defects": []])
        try await node.call("POST", path + "/weighing", key: people.counsel, Self.weighing)
        let disclosing: JSONValue = ["items": [["number": 1, "outcome": "complied", "reasons": "In haste (TEST)"]]]
        let code = try await node.refusal("POST", path + "/answer", key: people.counsel, disclosing)
        guard code == "risk-too-high" || code == "identity-unconfirmed" else {
            throw CommandFailure("A forged emergency request was not stopped (\(code ?? "taken")).")
        }
        try await node.call(
            "POST",
            path + "/lock",
            key: people.counsel,
            ["factors": ["protectedTarget"], "note": "Forged (TEST)"]
        )
        try say(
            "a forged emergency request was stopped by the call back: nothing went out (\(code ?? ""))",
            since: start
        )
    }

    private func suspended(
        _ mandate: DemoMandate,
        authority: String,
        _ addressee: JSONValue,
        _ ring: DemoKeyRing,
        since start: Timestamp
    ) async throws {
        let post = item("posts/1004", "incites", "The same picture (TEST)")
        let words = wording("referral", "PH_REFERRAL", to: ["member": addressee], [post])
        let (_, files) = try await mandate.sign(words, coSigned: false)
        try await mandate.exchange.call(
            "POST",
            "/v1/organisations/\(authority)/standing",
            key: ring.key(DemoCast.secretariat, "secretary", on: "exchange"),
            ["standing": "suspended", "reason": "Used the exchange against journalists (TEST)"]
        )
        let answer = try await mandate.exchange.open("POST", "/v1/requests", try JSONValue(parsing: files[0].bytes))
        guard answer.status == 201, answer.value["turnedAwayFor"]?.stringValue == "standing-insufficient" else {
            throw CommandFailure("A suspended member's request was not turned away.")
        }
        try say("a request in the name of a suspended member was recorded, turned away and counted", since: start)
    }

    private static let weighing: JSONValue = [
        "hasLegitimateAim": true, "isCompetent": true, "isSpecific": true, "wouldLessDo": false, "territory": ["ID"],
        "rabat": ["context": 2, "speaker": 1, "intent": 3, "contentAndForm": 3, "extent": 2, "likelihood": 2],
        "dangers": [], "tellsPerson": true, "legalBasis": "Article 15, looked up in the gazette (TEST)",
        "reasons": "Lawful, needed, and no more than that for the first item (TEST)",
    ]

    /// Waits until something can be read, and is as it should be.
    @discardableResult
    private func reach(
        _ path: String,
        at node: DemoClient,
        key: String,
        until isThere: (JSONValue) -> Bool = { _ in true }
    ) async throws -> JSONValue {
        let deadline = ContinuousClock.now + Self.patience
        while ContinuousClock.now < deadline {
            let answer = try await node.bytes(path, key: key)
            if answer.status == 200, let value = try? JSONValue(parsing: answer.body), isThere(value) { return value }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw CommandFailure("\(path) did not come to \(node.address).")
    }
}
