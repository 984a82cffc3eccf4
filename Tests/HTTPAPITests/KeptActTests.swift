import CanonicalJSON
import Cooperation
import HTTPAPI
import Services
import Testing

/// Also what an act is answered that creates nothing is kept for repeats in the transaction of the act.
@Suite struct `Answers of acts` {
    /// Does each thing once and again with the same word.
    private struct Doing: Sendable {
        let api: LiveAPI
        let test: TestNode

        /// Asks for an act and for its repeat, and looks whether all of it was one transaction.
        @discardableResult
        func once(
            _ method: String,
            _ path: String,
            as token: String,
            json: JSONValue? = nil,
            bytes: [UInt8]? = nil,
            status: Int = 200
        ) async throws -> Answer {
            let fields = [("Idempotency-Key", "TEST-\(ID<Request>.random())")]
            let before = test.commits.count
            let first = try await api.answer(method, path, token: token, fields: fields, json: json, bytes: bytes)
            let why = "\(method) \(path): \(first.status) \(first.code ?? "") \(first.pointer ?? "")"
            try #require(first.status == status, "\(why)")
            #expect(test.commits.count == before + 1, "\(method) \(path) kept its answer later")
            let again = try await api.answer(method, path, token: token, fields: fields, json: json, bytes: bytes)
            #expect(again.status == status && again.body == first.body, "\(method) \(path)")
            #expect(again.header("Idempotency-Replayed") == "true", "\(method) \(path)")
            #expect(test.commits.count == before + 1, "\(method) \(path) did something again")
            return first
        }

        /// A token of somebody with a role at the node's own organisation.
        func token(_ role: Role) -> String { api.callers.token(for: person(role)) }

        func person(_ role: Role) -> Caller {
            Caller(test.administrator.organisation, role, isPerson: true, isOnExchange: false)
        }

        /// Finds everything that has to be found before data go out, and has the answer approved.
        func comply(_ path: String, counsel: String, lead: String) async throws {
            let until = (test.clock.now + Seconds.days(190)).description
            try await once("POST", path + "/assignment", as: counsel)
            for (word, body) in [
                (
                    "identity",
                    [
                        "method": "callBack", "result": "confirmed", "note": "TEST call",
                        "callBack": "+62 21 555 0100", "callBackSource": "TEST directory",
                    ] as JSONValue
                ),
                ("form", ["defects": [], "note": "TEST form"]), ("weighing", `Assessments over HTTP`.weighing),
                ("preservation", ["until": .string(until)]),
                ("answer", ["items": [["number": 1, "outcome": "complied", "reasons": "TEST answer"]]]),
            ] {
                try await once("POST", path + "/" + word, as: counsel, json: body)
            }
            let approved = try await once("POST", path + "/approval", as: lead)
            try #require(approved.json?["state"] == "answered")
        }
    }

    @Test func `an assessment is answered to its act, and that people read it is noted with it`() async throws {
        let test = try await TestNode(kind: .platform)
        _ = try await test.node.importClockRules(ClockRuleText.first(), by: test.administrator)
        let scene = try await RequestScene(on: test)
        try await LiveAPI.serving(test) { api in
            let doing = Doing(api: api, test: test)
            let (counsel, lead) = (doing.person(.counsel), doing.person(.lead))
            let tokens = (counsel: api.callers.token(for: counsel), lead: api.callers.token(for: lead))
            let wording = RequestScene.wording(
                RequestScene.data,
                kind: .disclosure,
                to: [["member": .string(test.administrator.organisation.id.description)]]
            )
            let id = try #require(try await scene.file(wording, over: api).first)
            let path = "/v1/assessments/\(id)"
            try await doing.comply(path, counsel: tokens.counsel, lead: tokens.lead)
            try await doing.once(
                "POST",
                path + "/disclosures?category=subscriber&name=TEST.txt",
                as: tokens.lead,
                bytes: Array("TEST subscriber".utf8)
            )
            let readers = try await test.node.readings(for: counsel).readings
                .filter { $0.subject.identifier.description == id }.map(\.person)
            #expect(Set(readers) == Set([counsel.person, lead.person].compactMap(\.self)))

            let other = try #require(try await scene.file(wording, over: api).first)
            try await doing.once(
                "POST",
                "/v1/requests/\(other)/withdrawal",
                as: api.callers.token(for: scene.officer),
                json: ["reason": "TEST an error"]
            )
        }
    }

    @Test func `the scan of paper and data that went another way are answered to their acts`() async throws {
        let test = try await TestNode(kind: .platform)
        _ = try await test.node.importClockRules(ClockRuleText.first(), by: test.administrator)
        _ = try await RequestScene(on: test)
        try await LiveAPI.serving(test) { api in
            let doing = Doing(api: api, test: test)
            let (counsel, lead) = (doing.token(.counsel), doing.token(.lead))
            let moment: JSONValue = .string(test.clock.now.description)
            let paper: JSONValue = [
                "authorityName": "TEST Ministry", "function": "police", "kind": "disclosure",
                "instrument": .string(RequestScene.data), "country": "ID", "language": "id", "issuedAt": moment,
                "receivedAt": moment, "categories": ["subscriber"],
                "items": [["kind": "content", "address": "https://platform.example/post/7", "ground": "incites"]],
                "scan": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ]
            let recorded = try await doing.once("POST", "/v1/paper-requests", as: counsel, json: paper, status: 201)
            let path = "/v1/assessments/\(try #require(recorded.json?["id"]?.stringValue))"
            try await doing.once("PUT", path + "/scan", as: counsel, bytes: Array("abc".utf8))
            try await doing.comply(path, counsel: counsel, lead: lead)
            try await doing.once(
                "POST",
                path + "/disclosures-elsewhere",
                as: counsel,
                json: [
                    "category": "subscriber", "sha256": .string(String(repeating: "ab", count: 32)),
                    "note": "TEST by courier",
                ]
            )
            try await doing.once("POST", path + "/scan/erasure", as: counsel, json: ["reason": "TEST why"])
        }
    }

    @Test func `what people arrange for themselves and each other is answered to its act`() async throws {
        let test = try await TestNode(kind: .platform)
        let own = test.administrator.organisation.id
        let person = try await test.node.addPerson(
            to: own,
            name: "TEST Sari",
            roles: [.lead],
            by: Caller(test.administrator.organisation, .administrator, isPerson: true, isOnExchange: false)
        ).person.id
        let subject = try #require(try await `Cases over HTTP`.open(1, on: test).first)
        try await LiveAPI.serving(test) { api in
            let doing = Doing(api: api, test: test)
            let lead = doing.token(.lead)
            let entries: JSONValue = ["entries": [["person": .string(person.description)]]]
            try await doing.once("PUT", "/v1/roster", as: lead, json: entries)
            let plan: JSONValue = [
                "title": "TEST night", "script": "TEST", "steps": [["stage": "lookedAt", "seconds": 900]],
            ]
            let planned = try await doing.once("POST", "/v1/exercises", as: lead, json: plan, status: 201)
            let exercise = "/v1/exercises/\(try #require(planned.json?["id"]?.stringValue))"
            let ahead: JSONValue = ["requests": [.string(ID<Request>.random().description)]]
            try await doing.once("POST", exercise + "/requests", as: lead, json: ahead)
            try await doing.once("POST", exercise + "/start", as: lead)

            try await doing.once("POST", "/v1/cases/\(subject)/assignment", as: lead, json: ["assigned": true])
            try await doing.once("POST", "/v1/cases/\(subject)/assignment", as: lead, json: ["assigned": false])
            let choices: JSONValue = [
                "blursMedia": true, "greysMedia": true, "mutesMedia": true, "optedOut": [], "colourScheme": "dark",
            ]
            try await doing.once("PUT", "/v1/preferences", as: lead, json: choices)
            let view: JSONValue = ["name": "TEST mine", "filter": ["queue": "forMe"]]
            let saved = try await doing.once("POST", "/v1/views", as: lead, json: view, status: 201)
            let path = "/v1/views/\(try #require(saved.json?["id"]?.stringValue))"
            try await doing.once("PUT", path, as: lead, json: ["name": "TEST other", "filter": ["queue": "all"]])
            try await doing.once("DELETE", path, as: lead, status: 204)
        }
    }

    @Test func `a signal that is withdrawn is answered to its act`() async throws {
        let scene = try await KeyedScene()
        try await LiveAPI.serving(scene.test) { api in
            let doing = Doing(api: api, test: scene.test)
            let token = scene.curator.secret
            let proposal: JSONValue = [
                "bank": .string(scene.bank.description), "kind": "image", "behaviours": ["glorification"],
                "fingerprints": [["kind": "sha256", "value": .string(KeyedScene.hash(7))]],
                "rationale": "TEST rationale", "exemptionAssessment": "TEST none applies",
            ]
            let proposed = try await doing.once("POST", "/v1/signals", as: token, json: proposal, status: 201)
            let path = "/v1/signals/\(try #require(proposed.json?["id"]?.stringValue))"
            let withdrawn = try await doing.once(
                "POST",
                path + "/withdrawal",
                as: token,
                json: ["reason": "TEST an error"]
            )
            let read = try await api.answer("GET", path, token: token)
            #expect(withdrawn.body == read.body && read.status == 200)
        }
    }

    /// Operations that keep no answer, with the reason.
    private static let keepingNone = [
        "computeFingerprints": "it does nothing that a repeat would do again",
        "importSignals": "lines take no word",
    ]

    @Test func `every route that does something says how its answer is kept in the transaction of the act`() throws {
        var looked = 0
        for file in try Repository.swiftFiles(below: "Sources/HTTPAPI/Routes") {
            for piece in try Repository.text(file).split(separator: "try route(").dropFirst() {
                // What stands below the routes of a list is no part of the last one.
                let route = piece.split(separator: "\n    }\n", maxSplits: 1).first ?? piece
                let isReading = route.drop { $0.isWhitespace }.hasPrefix(".get")
                guard !isReading, !Self.keepingNone.keys.contains(where: { route.contains("\"\($0)\"") }) else {
                    continue
                }
                looked += 1
                let keeps = ["answering", "tellingOnce", "keepSecretShown"].contains { route.contains($0) }
                #expect(keeps, "\(file): \(route.prefix(120))")
            }
        }
        #expect(looked > 80)
    }

    @Test func `every route whose answer holds a secret keeps in its place that it was shown`() throws {
        var found: Set<String> = []
        for file in try Repository.swiftFiles(below: "Sources/HTTPAPI/Routes") {
            for piece in try Repository.text(file).split(separator: "try route(").dropFirst() {
                let route = piece.split(separator: "\n    }\n", maxSplits: 1).first ?? piece
                let operation = SecretOperations.fields.keys.first { route.contains("\"\($0)\"") }
                let showing = ["secret: ", "WireGuestLink(", "WireInvitation(", "[\"link\":"]
                #expect(
                    (operation != nil) == showing.contains { route.contains($0) },
                    "\(file): \(route.prefix(120))"
                )
                guard let operation else { continue }
                found.insert(operation)
                #expect(["tellingOnce", "keepSecretShown"].contains { route.contains($0) }, "\(operation)")
                #expect(!route.contains("answering"), "\(operation) keeps its answer as it is")
            }
        }
        #expect(found == Set(SecretOperations.fields.keys))
    }
}
