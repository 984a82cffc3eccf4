import CanonicalJSON
import Cooperation
import Statements

extension DemoStory {
    /// How long a request or its answer may take to the other node.
    private static let patience = Duration.seconds(20)
    /// The offices of the story: one that orders, police whose key is stolen and who are warned, one whose authority is
    /// suspended, one that writes on its own node.
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
            instruments: ["UN_EMERGENCY_DISCLOSURE", "UN_VOLUNTARY_DISCLOSURE"],
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
        DemoMandate.Office(
            unit: DemoCast.unitWithNode.title,
            function: "referralUnit",
            country: "NZ",
            zone: "Pacific/Auckland",
            instruments: ["NZ_REFERRAL"],
            telephone: "+64 4 555 0100"
        ),
    ]
    /// The platform that is asked.
    static let askedPlatform = DemoCast.platforms[1]

    /// Who works on requests at the platform that is asked.
    struct Counsel {
        let reviewer: String
        let counsel: String
        let lead: String
    }

    /// What authorities ask of platforms, and what they are answered.
    ///
    /// - Parameters:
    ///   - members: the members' ids.
    ///   - ring: their keys.
    ///   - policy: the file with the witness who has to have cosigned the exchange's checkpoints.
    ///   - start: when the story began.
    /// - Throws: what made a step fail.
    func tellRequests(
        _ members: DemoMembers,
        _ ring: DemoKeyRing,
        policy: String,
        since start: Timestamp
    ) async throws {
        let platform = Self.askedPlatform
        let exchange = DemoClient(tools: tools, address: exchangeURL)
        let node = DemoClient(tools: tools, address: ring.nodes[platform.0] ?? "")
        let people = Counsel(
            reviewer: try ring.key(platform.1, "reviewer", on: platform.0),
            counsel: try ring.key(platform.1, "counsel", on: platform.0),
            lead: try ring.key(platform.1, "lead", on: platform.0)
        )
        var entered: [DemoMandate] = []
        for office in Self.offices {
            entered.append(
                try await DemoMandate(office, on: exchange, authority: members.id(of: office.unit), ring)
            )
        }
        let mandates = entered
        try say("four authorities' offices, officers and keys entered; the secretariat vouches", since: start)
        let addressee = JSONValue.string(try members.id(of: platform.1))
        let unit = Self.offices[0].unit
        let asked = try await withWebhook(of: unit, members.id(of: unit), on: exchange, ring, since: start) {
            try await order(mandates[0], to: addressee, at: node, people, since: start)
        }
        try await openReceipts(
            of: asked,
            [
                ("authority", "view=authority", exchange, mandates[0].officer.token),
                ("person", "view=person&item=1", node, people.counsel),
            ],
            policy: policy,
            since: start
        )
        try await guest(mandates[0], since: start)
        try await paper(at: node, people, since: start)
        try await disclosure(mandates[1], to: addressee, at: node, people, since: start)
        try await forged(mandates[1], to: addressee, at: node, people, ring, since: start)
        try await threat(mandates[1], on: exchange, at: node, people, since: start)
        try await exercise(mandates[0], to: addressee, at: node, people, ring, since: start)
        try await quality(of: members.id(of: unit), ring, since: start)
        try await suspended(mandates[2], authority: members.id(of: Self.offices[2].unit), addressee, ring, since: start)
        try await referral(mandates[3], to: addressee, at: node, people, ring, since: start)
    }

    /// What an authority asks, with what only such a request says besides.
    func wording(
        _ kind: String,
        _ instrument: String,
        to addressee: JSONValue,
        _ items: [JSONValue],
        and more: [String: JSONValue] = [:]
    ) -> JSONValue {
        let words: [String: JSONValue] = [
            "kind": .string(kind), "instrument": .string(instrument), "addressees": [addressee], "language": "en",
            "legalBasis": ["statute": "Article 15, as quoted in the order (TEST)"], "items": .array(items),
        ]
        return .object(words.merging(more) { $1 })
    }

    func item(_ post: String, _ ground: String, _ reasons: String, kind: String = "content") -> JSONValue {
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
    ) async throws -> String {
        let items = [
            item("posts/1001", "incites", "Shows the attack and calls to do the same (TEST)"),
            item("tags/unrest", "incites", "Everything under this tag (TEST)"),
            item("posts/1002", "other", "Insults a minister (TEST)"),
        ]
        let filed = try await mandate.file(wording("removalOrder", "ID_MR5_URGENT", to: ["member": addressee], items))
        guard let id = filed.first else { throw CommandFailure("The order was not filed.") }
        let path = "/v1/assessments/\(id)"
        try await reach(path, at: node, key: people.counsel)
        try say("an order with a valid, a vague and an out-of-scope item reached \(Self.askedPlatform.1)", since: start)
        try await lookInto(path, defects: ["identification"], at: node, people)
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
        let request = try await reach(read, at: mandate.desk, key: mandate.officer.token) { request in
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
        return id
    }

    /// What counsel finds before an answer: who asks, what the form lacks, whether it is lawful, and that all is kept.
    func lookInto(_ path: String, defects: [JSONValue], at node: DemoClient, _ people: Counsel) async throws {
        try await node.call(
            "POST",
            path + "/identity",
            key: people.counsel,
            ["method": "callBack", "result": "confirmed", "note": "Called the number of the register (TEST)"]
        )
        var form: [String: JSONValue] = ["defects": .array(defects)]
        if !defects.isEmpty { form["note"] = "A tag names no content (TEST)" }
        try await node.call("POST", path + "/form", key: people.counsel, .object(form))
        try await node.call("POST", path + "/weighing", key: people.counsel, Self.weighing)
        let kept = (clock() + .days(190)).description
        try await node.call("POST", path + "/preservation", key: people.counsel, ["until": .string(kept)])
    }

    private func guest(_ mandate: DemoMandate, since start: Timestamp) async throws {
        let item = item("videos/7", "incites", "The same picture as a video (TEST)")
        let words = wording("removalOrder", "ID_MR5_URGENT", to: ["name": "Perahu (TEST)"], [item])
        guard let id = try await mandate.file(words).first else { throw CommandFailure("The order was not filed.") }
        let link = try await mandate.desk.call(
            "POST",
            "/v1/requests/\(id)/guest-link",
            key: mandate.officer.token,
            ["days": 7]
        ).text("path")
        let answer: JSONValue = [
            "items": [["number": 1, "outcome": "complied", "reasons": "Removed under our own terms (TEST)"]],
            "keptUntil": .string((clock() + .days(190)).description),
        ]
        let read = try await mandate.desk.open("GET", link)
        let taken = try await mandate.desk.open("POST", link, answer)
        let again = try await mandate.desk.open("GET", link)
        guard read.status == 200, taken.status == 200, again.status == 404 else {
            throw CommandFailure("The guest's link does not work as it should.")
        }
        try say("a platform that is no member answered by a link, which works no more", since: start)
    }

    private func forged(
        _ mandate: DemoMandate,
        to addressee: JSONValue,
        at node: DemoClient,
        _ people: Counsel,
        _ ring: DemoKeyRing,
        since start: Timestamp
    ) async throws {
        let account = item("@reporter", "threatens", "At once: lives are at risk (TEST)", kind: "account")
        let emergency: JSONValue = [
            "nature": "imminentAttack", "atRisk": "Unnamed people (TEST)", "whyImminent": "Within the hour (TEST)",
            "howDataAvert": "By knowing who it is (TEST)", "whyNotOrdinary": "There is no time (TEST)",
        ]
        let words = wording(
            "emergencyDisclosure",
            "UN_EMERGENCY_DISCLOSURE",
            to: ["member": addressee],
            [account],
            and: ["categories": ["subscriber"], "emergency": emergency]
        )
        try await secondWord(for: mandate, before: words, ring, since: start)
        guard let id = try await mandate.file(words).first else {
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
        try await node.call(
            "POST",
            path + "/forgery",
            key: people.lead,
            ["note": "The desk knows nothing of it (TEST)"]
        )
        let stranger = try ring.key(DemoCast.platforms[0].1, "counsel", on: DemoCast.platforms[0].0)
        let other = DemoClient(tools: tools, address: ring.nodes[DemoCast.platforms[0].0] ?? "")
        try await reach("/v1/offices/\(mandate.office)", at: other, key: stranger) { $0["misusedAt"] != nil }
        try say(
            "a forged emergency request was stopped by the call back (\(code ?? "")); another platform reads to call that office",
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
        try await mandate.desk.call(
            "POST",
            "/v1/organisations/\(authority)/standing",
            key: ring.key(DemoCast.secretariat, "secretary", on: "exchange"),
            ["standing": "suspended", "reason": "Used the exchange against journalists (TEST)"]
        )
        let answer = try await mandate.desk.open("POST", "/v1/requests", try JSONValue(parsing: files[0].bytes))
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
    func reach(
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
