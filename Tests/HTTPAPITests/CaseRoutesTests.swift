import CanonicalJSON
import Cooperation
import Fingerprints
import HTTPAPI
import Services
import Testing

/// What the routes of cases say to people and to programs.
@Suite struct `Cases over HTTP` {
    /// Opens cases of content that shows violence.
    static func open(_ count: Int, on test: TestNode) async throws -> [ID<Case>] {
        let author = Author.node(of: test.administrator.organisation.id)
        return try await test.node.store.write { transaction in
            try (0..<count).map { number in
                let id: ID<Case> = transaction.newID()
                let match = Match(
                    signal: .random(),
                    bank: .random(),
                    agreement: nil,
                    kind: .sha256,
                    fingerprint: String(repeating: "0", count: 64),
                    distance: 0,
                    behaviours: [.graphicViolence],
                    disputed: false,
                    verdict: .review,
                    rule: .notVerified
                )
                let opening = CaseOpening(
                    contentKey: "TEST key \(number)",
                    accountKey: nil,
                    context: try CaseContext(),
                    reference: "TEST post \(number)",
                    link: "https://lentera.example/\(number)",
                    thumbnail: "https://media.lentera.example/\(number).jpg",
                    account: "TEST account",
                    matches: [match]
                )
                for act in try Case.decide(nil, .open(opening), id: id, now: transaction.now) {
                    try transaction.append(act, by: author)
                }
                return id
            }
        }
    }

    private static func caller(_ test: TestNode, _ role: Role, isPerson: Bool = true) -> Caller {
        Caller(test.administrator.organisation, role, isPerson: isPerson, isOnExchange: false)
    }

    @Test func `a person says what a case is read for, and a lead sees that`() async throws {
        let test = try await TestNode(kind: .platform)
        let subject = try #require(try await Self.open(1, on: test).first)
        let (reviewer, lead) = (Self.caller(test, .reviewer), Self.caller(test, .lead))
        try await LiveAPI.serving(test) { api in
            let (token, leads) = (api.callers.token(for: reviewer), api.callers.token(for: lead))
            for query in ["", "?purpose=assignment"] {
                let answer = try await api.answer("GET", "/v1/cases/\(subject)\(query)", token: token)
                #expect(answer.status == 422 && answer.code == "purpose-required")
            }
            let misspelt = try await api.answer("GET", "/v1/cases/\(subject)?purpose=curiosity", token: token)
            #expect(misspelt.status == 400 && misspelt.pointer == "purpose")
            for _ in 0..<2 {
                let told = try await api.answer("GET", "/v1/cases/\(subject)?purpose=preview", token: token)
                #expect(told.json?["context"]?["link"] == "https://lentera.example/0")
                #expect(told.json?["context"]?["thumbnail"] == "https://media.lentera.example/0.jpg")
                #expect(told.json?["skipped"] == false && told.json?["optedOut"] == [])
            }
            let reads = try await api.answer("GET", "/v1/reads?subject=\(subject)", token: leads)
            #expect(reads.json?["items"]?.arrayValue?.count == 1)
            let read = try #require(reads.json?["items"]?.arrayValue?.first)
            #expect(read["purpose"] == "preview" && read["person"]?.stringValue == reviewer.person?.description)
            let taken = try await api.answer(
                "POST",
                "/v1/cases/\(subject)/assignment",
                token: leads,
                json: ["assigned": true]
            )
            #expect(taken.status == 200 && taken.json?["lockedUntil"] != nil)
            #expect(try await api.answer("GET", "/v1/cases/\(subject)", token: leads).status == 200)
        }
    }

    private static let decision: JSONValue = [
        "finding": "confirmed", "ground": "terms", "groundReference": "TEST terms 4", "measure": "remove",
        "territory": "everywhere", "exemption": "none", "exemptionAssessment": "TEST none applies",
        "reasons": "TEST reasons",
    ]

    @Test func `that a person reads a decision or its receipt is noted as that they read its case`() async throws {
        let test = try await TestNode(kind: .platform)
        let subject = try #require(try await Self.open(1, on: test).first)
        let (lead, counsel, officer) = (
            Self.caller(test, .lead), Self.caller(test, .counsel), Self.caller(test, .appealsOfficer)
        )
        let program = Self.caller(test, .reviewer, isPerson: false)
        try await LiveAPI.serving(test) { api in
            let leads = api.callers.token(for: lead)
            func reads() async throws -> [String] {
                let answer = try await api.answer("GET", "/v1/reads?subject=\(subject)", token: leads)
                return (answer.json?["items"]?.arrayValue ?? []).map {
                    "\($0["person"]?.stringValue ?? "") \($0["purpose"]?.stringValue ?? "")"
                }
            }
            let made = try await api.answer("POST", "/v1/cases/\(subject)/decision", token: leads, json: Self.decision)
            #expect(made.json?["reasons"] == "TEST reasons")
            let id = try #require(made.json?["id"]?.stringValue)
            let (decision, receipt) = ("/v1/decisions/\(id)", "/v1/receipts/\(id)")
            try await test.node.log.sign()

            let token = api.callers.token(for: program)
            #expect(try await api.answer("GET", decision, token: token).json?["reasons"] == "TEST reasons")
            #expect(try await api.answer("GET", receipt, token: token).status == 200)
            #expect(try await reads() == [], "A program reads unnoted.")

            var noted: [String] = []
            for (reader, path) in [(counsel, decision), (officer, receipt + "?view=public")] {
                let token = api.callers.token(for: reader)
                let (mark, person) = (path.contains("?") ? "&" : "?", try #require(reader.person))
                let refused = try await api.answer("GET", path, token: token)
                #expect(refused.status == 422 && refused.code == "purpose-required")
                let misspelt = try await api.answer("GET", path + mark + "purpose=curiosity", token: token)
                #expect(misspelt.status == 400 && misspelt.pointer == "purpose")
                #expect(try await reads().count == noted.count, "What is not noted is not shown.")
                noted.insert("\(person) appeal", at: 0)
                #expect(try await api.answer("GET", path + mark + "purpose=appeal", token: token).status == 200)
                // Within the hour neither is asked or noted again, on either way.
                for path in [decision, receipt] {
                    #expect(try await api.answer("GET", path, token: token).status == 200)
                }
                #expect(try await reads().sorted() == noted.sorted())
            }
            // Whoever decided needs no purpose.
            #expect(try await api.answer("GET", decision, token: leads).status == 200)
            let person = try #require(lead.person)
            #expect(try await reads().contains("\(person) assignment"))
            test.clock.pass(3600)
            #expect(
                try await api.answer("GET", decision, token: api.callers.token(for: counsel)).code == "purpose-required"
            )
        }
    }

    @Test func `what is told of decisions in passing leaves out for people what they open one for`() async throws {
        let test = try await TestNode(kind: .platform)
        let subject = try #require(try await Self.open(1, on: test).first)
        let (lead, program) = (Self.caller(test, .lead), Self.caller(test, .reviewer, isPerson: false))
        let texts = ["reasons", "exemptionAssessment", "groundReference"]
        try await LiveAPI.serving(test) { api in
            let leads = api.callers.token(for: lead)
            let made = try await api.answer("POST", "/v1/cases/\(subject)/decision", token: leads, json: Self.decision)
            let path = "/v1/decisions/\(try #require(made.json?["id"]?.stringValue))"
            func isTold(_ json: JSONValue?) throws -> Bool {
                let told = texts.compactMap { json?[$0] }
                #expect(json?["measure"] == "remove" && (told.isEmpty || told.count == texts.count))
                return !told.isEmpty
            }
            for (token, isPerson) in [(api.callers.token(for: program), false), (leads, true)] {
                let list = try await api.answer("GET", "/v1/decisions", token: token)
                #expect(try isTold(list.json?["items"]?.arrayValue?.first) != isPerson)
                let report = try await api.answer(
                    "POST",
                    path + "/execution",
                    token: token,
                    json: ["outcome": "carriedOut"]
                )
                #expect(try isTold(report.json) != isPerson)
            }
            let undone = try await api.answer("POST", path + "/reversal", token: leads, json: ["reasons": "TEST"])
            #expect(undone.json?["state"] == "reversed")
            #expect(try !isTold(undone.json))
        }
    }

    @Test func `a list leaves out what only a reader of the case is told`() async throws {
        let test = try await TestNode(kind: .platform)
        _ = try await Self.open(3, on: test)
        let program = Self.caller(test, .reviewer, isPerson: false)
        try await LiveAPI.serving(test) { api in
            let token = api.callers.token(for: program)
            let items =
                try await api.answer("GET", "/v1/cases?queue=waiting", token: token).json?["items"]?.arrayValue ?? []
            let references = items.compactMap { $0["context"]?["reference"]?.stringValue }
            #expect(references.sorted() == (0..<3).map { "TEST post \($0)" })
            for item in items {
                #expect(item["context"]?["link"] == nil && item["context"]?["account"] == nil)
                #expect(item["context"]?["thumbnail"] == nil)
                #expect(item["skipped"] == nil)
                let path = "/v1/cases/\(item["id"]?.stringValue ?? "")"
                #expect(try await api.answer("GET", path, token: token).json?["context"]?["account"] == "TEST account")
            }
            for query in ["queue=forMe", "assignee=me"] {
                let answer = try await api.answer("GET", "/v1/cases?\(query)", token: token)
                #expect(answer.status == 422 && answer.code == "viewer-missing")
            }
        }
    }

    @Test func `beyond the limit on graphic content no key of the person opens or takes more`() async throws {
        let test = try await TestNode(kind: .platform)
        let limit = ExposureLimits().itemsPerHourMax
        let subjects = try await Self.open(limit + 1, on: test)
        let reviewer = Self.caller(test, .reviewer)
        try await LiveAPI.serving(test) { api in
            let token = api.callers.token(for: reviewer)
            for subject in subjects.prefix(limit) {
                let answer = try await api.answer("GET", "/v1/cases/\(subject)?purpose=preview", token: token)
                #expect(answer.status == 200)
            }
            let last = "/v1/cases/\(subjects[limit])"
            let refused = try await api.answer("GET", last + "?purpose=preview", token: token)
            #expect(refused.status == 429 && refused.code == "break-required")
            let taking = try await api.answer("POST", last + "/assignment", token: token, json: ["assigned": true])
            #expect(taking.status == 429 && taking.code == "break-required")
            let gauge = try await api.answer("GET", "/v1/wellbeing", token: token)
            #expect(gauge.json?["itemsInLastHour"] == .integer(Int64(limit)))
            let until = try #require(gauge.json?["breakUntil"]?.stringValue)
            #expect(refused.json?["detail"]?.stringValue?.contains(until) == true)
        }
    }
}
