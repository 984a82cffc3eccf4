import CanonicalJSON
import Cooperation
import Statements

extension DemoStory {
    /// Police ask for data by an ordinary request: counsel calls back, two people answer, and what is handed over opens with
    /// the officer's key alone.
    func disclosure(
        _ police: DemoMandate,
        to addressee: JSONValue,
        at node: DemoClient,
        _ people: Counsel,
        since start: Timestamp
    ) async throws {
        let account = item("@seller", "threatens", "Offers what was used in the attack (TEST)", kind: "account")
        let words = wording(
            "disclosure",
            "UN_VOLUNTARY_DISCLOSURE",
            to: ["member": addressee],
            [account],
            and: ["categories": ["subscriber"]]
        )
        guard let id = try await police.file(words).first else {
            throw CommandFailure("The request for data was not filed.")
        }
        let path = "/v1/assessments/\(id)"
        try await reach(path, at: node, key: people.counsel)
        try await lookInto(path, defects: [], at: node, people)
        let answer: JSONValue = [
            "items": [["number": 1, "outcome": "complied", "reasons": "One account, one crime (TEST)"]]
        ]
        try await node.call("POST", path + "/answer", key: people.counsel, answer)
        try await node.call("POST", path + "/approval", key: people.lead)
        let data = Array("account,contact\n@seller,seller@example.test (TEST)\n".utf8)
        let handing = path + "/disclosures?category=subscriber&name=subscriber.csv"
        _ = try await node.upload(handing, key: people.counsel, data)
        let officer = police.officer
        try await reach("/v1/requests/\(id)", at: police.desk, key: officer.token) { request in
            request["disclosures"]?.arrayValue?.count == 1
        }
        let sealed = try await police.desk.bytes("/v1/requests/\(id)/disclosures/1", key: officer.token)
        guard sealed.status == 200, (try? SealedFile.open(sealed.body, with: officer.opening))?.content == data else {
            throw CommandFailure("The police can't open what was handed over.")
        }
        try say("subscriber data disclosed to the police, after a call back, sealed to the officer's key", since: start)
    }

    /// For an office for which one person vouches, no emergency is even written; a second person of the secretariat calls too.
    func secondWord(
        for mandate: DemoMandate,
        before wording: JSONValue,
        _ ring: DemoKeyRing,
        since start: Timestamp
    ) async throws {
        let token = mandate.officer.token
        let code = try await mandate.desk.refusal("POST", "/v1/request-drafts", key: token, wording)
        guard code == "second-voucher-needed" else {
            throw CommandFailure("An emergency was heard on one person's word (\(code ?? "taken")).")
        }
        try await mandate.desk.call(
            "POST",
            "/v1/offices/\(mandate.office)/vouching",
            key: ring.colleagueKey(DemoCast.secretariat, "secretary", on: "exchange"),
            ["how": "Called the switchboard too (TEST)"]
        )
        try say("an emergency waited until a second person of the secretariat vouched for the office", since: start)
    }

    /// The secretariat plans an exercise; a request of it is filed, answered by the clock, and debriefed.
    func exercise(
        _ mandate: DemoMandate,
        to addressee: JSONValue,
        at node: DemoClient,
        _ people: Counsel,
        _ ring: DemoKeyRing,
        since start: Timestamp
    ) async throws {
        let exchange = DemoClient(tools: tools, address: exchangeURL)
        let secretary = try ring.key(DemoCast.secretariat, "secretary", on: "exchange")
        let post = item("posts/1005", "incites", "The post of the script (TEST)")
        let words = wording(
            "removalOrder",
            "ID_MR5_URGENT",
            to: ["member": addressee],
            [post],
            and: ["isExercise": true]
        )
        let drafted = try await mandate.sign(words, coSigned: false)
        let draft = try await mandate.desk.call("GET", drafted.path, key: mandate.officer.token)
        let plan: JSONValue = [
            "title": "Saturday night (TEST)", "script": "A post comes back at three in the morning (TEST)",
            "steps": [["stage": "acknowledged", "seconds": 60], ["stage": "answered", "seconds": 2700]],
        ]
        let exercise =
            "/v1/exercises/" + (try await exchange.call("POST", "/v1/exercises", key: secretary, plan).text("id"))
        let adding: JSONValue = ["requests": draft["requests"] ?? []]
        try await exchange.call("POST", exercise + "/requests", key: secretary, adding)
        try await exchange.call("POST", exercise + "/start", key: secretary)
        guard let id = try await mandate.file(drafted).first else {
            throw CommandFailure("The exercise was not filed.")
        }
        let path = "/v1/assessments/\(id)"
        let assessment = try await reach(path, at: node, key: people.counsel)
        guard assessment["isExercise"] == true else { throw CommandFailure("An exercise is not marked as one.") }
        let answer: JSONValue = [
            "items": [["number": 1, "outcome": "refusedScope", "reasons": "As the script has it (TEST)"]]
        ]
        try await node.call("POST", path + "/answer", key: people.counsel, answer)
        try await reach("/v1/requests/\(id)", at: exchange, key: mandate.officer.token) { $0["state"] == "answered" }
        let debrief = try await exchange.call("GET", exercise + "/debrief", key: secretary)
        let steps = debrief["requests"]?.arrayValue?.first?["steps"]?.arrayValue ?? []
        guard steps.count == 2, steps.allSatisfy({ $0["inTime"] == true }) else {
            throw CommandFailure("The debrief of the exercise lacks its times.")
        }
        try await exchange.call("POST", exercise + "/closing", key: secretary, ["note": "The roster was right (TEST)"])
        try say(
            "an exercise: planned, marked on every page, answered in its time and debriefed; no figure counts it",
            since: start
        )
    }

    /// What the exchange counts of each authority's requests.
    func quality(of authority: String, _ ring: DemoKeyRing, since start: Timestamp) async throws {
        let exchange = DemoClient(tools: tools, address: exchangeURL)
        let secretary = try ring.key(DemoCast.secretariat, "secretary", on: "exchange")
        let counted = try await exchange.call("GET", "/v1/request-quality", key: secretary)
        let own = counted["authorities"]?.arrayValue?.first { $0["organisation"]?.stringValue == authority }
        guard let figures = own?["figures"], let answered = figures["answeredItems"]?.integerValue,
            let refused = figures["refusedItems"]?.integerValue, answered == 3, refused == 2
        else {
            throw CommandFailure("The quality of the authority's requests is not what was answered.")
        }
        try say("the quality of an authority's requests: \(refused) of \(answered) items were refused", since: start)
    }
}
