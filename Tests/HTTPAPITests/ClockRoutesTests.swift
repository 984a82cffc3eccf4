import CanonicalJSON
import Cooperation
import HTTPAPI
import Services
import Testing

/// What the routes of clocks and of their registry say.
@Suite struct `Clocks over HTTP` {
    static let rule: JSONValue = [
        "code": "TEST_REMOVAL", "summary": "TEST within an hour", "duration": ["unit": "seconds", "count": 3600],
        "start": "received", "source": "TEST law, article 1", "sourceDate": "2026-11-26",
    ]

    private static func start(_ count: Int, for owner: ID<Organisation>, on test: TestNode) async throws {
        let code = try #require(ClockCode("TEST_REMOVAL"))
        let calendar = test.node.calendar
        try await test.node.store.write { transaction in
            let now = transaction.now
            for _ in 0..<count {
                let start = ClockStart(about: transaction.newIdentifier(), .request, owner: owner, startedAt: now)
                _ = try transaction.startClock(code, start, calendar: calendar, by: .node(of: owner))
            }
        }
    }

    @Test func `a rule is proposed, adopted, confirmed and retired, and says whether a lawyer confirmed it`()
        async throws
    {
        let test = try await TestNode(kind: .platform)
        let keeper = Caller(test.administrator.organisation, .administrator, isPerson: false, isOnExchange: false)
        try await LiveAPI.serving(test) { api in
            let token = api.callers.token(for: keeper)
            let proposed = try await api.answer("POST", "/v1/clocks/rules", token: token, json: Self.rule)
            #expect(proposed.status == 201 && proposed.json?["state"] == "proposed")
            #expect(proposed.json?["confirmedByLocalLawyer"] == false && proposed.json?["zone"] == "UTC")
            let id = try #require(proposed.json?["id"]?.stringValue)
            let path = "/v1/clocks/rules/\(id)"
            let adopted = try await api.answer("POST", path + "/adoption", token: token)
            #expect(adopted.status == 200 && adopted.json?["state"] == "inForce")
            let word: JSONValue = ["confirmedOn": "2026-11-26", "confirmedBy": "TEST lawyer"]
            let confirmed = try await api.answer("POST", path + "/confirmation", token: token, json: word)
            #expect(
                confirmed.json?["confirmedByLocalLawyer"] == true && confirmed.json?["confirmedBy"] == "TEST lawyer"
            )
            #expect(try await api.answer("POST", path + "/retirement", token: token).json?["state"] == "retired")
            let again = try await api.answer("POST", path + "/adoption", token: token)
            #expect(again.status == 409 && again.code == "rule-not-in-force")
            #expect(try await api.answer("GET", path, token: token).json?["summary"] == "TEST within an hour")
        }
    }

    @Test func `rules of a file are adopted all or none, and what is in force word for word stays`() async throws {
        let test = try await TestNode(kind: .platform)
        let keeper = Caller(test.administrator.organisation, .administrator, isPerson: false, isOnExchange: false)
        try await LiveAPI.serving(test) { api in
            let token = api.callers.token(for: keeper)
            func adopted(_ rules: [JSONValue]) async throws -> [JSONValue]? {
                let body: JSONValue = ["rules": .array(rules)]
                let answer = try await api.answer("POST", "/v1/clocks/rules/import", token: token, json: body)
                return answer.status == 200 ? answer.json?["items"]?.arrayValue : nil
            }
            func changed(_ member: String, _ value: JSONValue) -> JSONValue {
                var members = Self.rule.objectValue ?? [:]
                members[member] = value
                return .object(members)
            }
            #expect(try await adopted([Self.rule])?.map { $0["state"] } == ["inForce"])
            #expect(try await adopted([Self.rule]) == [])
            // What a person reads, and whom the rule tells, are the rule.
            for (member, value) in [
                ("summary", "TEST otherwise"), ("source", "TEST gazette"),
                ("steps", [["before": 600, "role": "counsel"]] as JSONValue), ("atEnd", ["lead"]),
                ("stopReasons", ["manifestError"]),
            ] as [(String, JSONValue)] {
                #expect(try await adopted([changed(member, value)])?.count == 1, "\(member)")
            }
            let broken = changed("duration", ["unit": "seconds", "count": 0])
            #expect(try await adopted([changed("code", "TEST_OTHER"), broken]) == nil)
            #expect(try await adopted([Self.rule, Self.rule]) == nil)
            let codes = try await test.node.clockRules().rules.map(\.rule.code.description)
            #expect(!codes.contains("TEST_OTHER"))
        }
    }

    @Test func `clocks of one's organisation are listed, the soonest first, and those of others do not exist`()
        async throws
    {
        let test = try await TestNode(kind: .secretariat, isExchange: true)
        let member = try await test.member(.platform)
        let keeper = Caller(test.administrator.organisation, .secretary, isPerson: true, isOnExchange: true)
        try await LiveAPI.serving(test) { api in
            let token = api.callers.token(for: keeper)
            let proposed = try await api.answer("POST", "/v1/clocks/rules", token: token, json: Self.rule)
            let id = try #require(proposed.json?["id"]?.stringValue)
            _ = try await api.answer("POST", "/v1/clocks/rules/\(id)/adoption", token: token)
            try await Self.start(3, for: member.id, on: test)
            #expect(try await api.answer("GET", "/v1/clocks", token: token).json?["items"] == [])
            let counsel = api.callers.token(for: Caller(member, .counsel, isPerson: true, isOnExchange: true))
            let first = try await api.answer("GET", "/v1/clocks?limit=2&mine=true", token: counsel)
            #expect(first.json?["items"]?.arrayValue?.count == 2)
            let cursor = try #require(first.json?["cursor"]?.stringValue)
            let second = try await api.answer("GET", "/v1/clocks?limit=2&mine=true&cursor=\(cursor)", token: counsel)
            #expect(second.json?["items"]?.arrayValue?.count == 1 && second.json?["cursor"] == nil)
            let local = second.json?["items"]?.arrayValue?.first?["local"]?.stringValue
            #expect(local?.hasSuffix("+00:00 (UTC)") == true)
            let changed = try await api.answer("POST", "/v1/clocks/rules", token: counsel, json: Self.rule)
            #expect(changed.status == 403 && changed.code == "not-the-operator")
        }
    }
}
