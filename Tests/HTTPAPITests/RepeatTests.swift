import AsyncHTTPClient
import CanonicalJSON
import Cooperation
import HTTPAPI
import HTTPServing
import HTTPTypes
import NIOCore
import Services
import Synchronization
import Testing

/// A request that comes again with the same word does nothing, and is answered as before.
@Suite struct `Repeated requests` {
    private static let word = ("Idempotency-Key", "TEST-01970000")
    private static let bank: JSONValue = ["name": "TEST bank"]

    private static func curator(_ test: TestNode) -> Caller {
        Caller(test.administrator.organisation, .curator, isPerson: true, isOnExchange: false)
    }

    private static func banks(_ api: LiveAPI, _ token: String) async throws -> Int {
        try #require(try await api.answer("GET", "/v1/banks", token: token).json?["items"]?.arrayValue?.count)
    }

    @Test(arguments: [
        "", " ", "a b", "a,b", "a;b", "\"", "a\"b", "\"\"", "a\\b", "ü", String(repeating: "a", count: 256),
    ])
    func `a word of bad shape is refused`(word: String) async throws {
        let test = try await TestNode(kind: .platform)
        try await LiveAPI.serving(test) { api in
            let token = api.callers.token(for: Self.curator(test))
            let fields = [("Idempotency-Key", word)]
            let answer = try await api.answer("POST", "/v1/banks", token: token, fields: fields, json: Self.bank)
            #expect(answer.status == 400 && answer.code == "invalid-request" && answer.pointer == "Idempotency-Key")
            let twice = fields + [("Idempotency-Key", "b")]
            #expect(
                try await api.answer("POST", "/v1/banks", token: token, fields: twice, json: Self.bank).status == 400
            )
            #expect(try await Self.banks(api, token) == 0)
        }
    }

    @Test func `every route that changes something looks at the word, or says that it takes none`() async throws {
        let test = try await TestNode(kind: .platform)
        let members = [try await test.member(.authority), try await test.member(.secretariat)]
        let routes = try APIRoutes(node: test.node, condition: { .ready }).all()
        try await LiveAPI.serving(test) { api in
            for route in routes where route.method != .get {
                guard let permission = route.permission else {
                    let answer = try await api.answer(
                        route.method.rawValue,
                        route.emptyPath,
                        fields: [Self.word],
                        json: [:]
                    )
                    #expect(answer.status == 400 && answer.code == "idempotency-key-not-taken", "\(route.operationID)")
                    continue
                }
                let rule = AuthorisationRules.rule(for: permission)
                let organisations = [test.administrator.organisation] + members
                let organisation = try #require(organisations.first { rule.kinds.contains($0.kind) })
                let role = try #require(Role.allCases.first(where: rule.roles.contains))
                let caller = Caller(organisation, role, isPerson: true, isOnExchange: false)
                let answer = try await api.answer(
                    route.method.rawValue,
                    route.emptyPath,
                    token: api.callers.token(for: caller),
                    fields: [("Idempotency-Key", "a b")]
                )
                #expect(answer.status == 400 && answer.pointer == "Idempotency-Key", "\(route.operationID)")
            }
        }
    }

    @Test func `lines take no word`() async throws {
        let test = try await TestNode(kind: .platform)
        try await LiveAPI.serving(test) { api in
            let token = api.callers.token(for: Self.curator(test))
            for path in ["/v1/checks", "/v1/signals/import?bank=\(ID<Bank>.random())"] {
                let reviewer = api.callers.token(
                    for: Caller(test.administrator.organisation, .reviewer, isPerson: true, isOnExchange: false)
                )
                let answers = [
                    try await api.lines(path, token: token, fields: [Self.word], ["{}"]).answer,
                    try await api.lines(path, token: reviewer, fields: [Self.word], ["{}"]).answer,
                ]
                #expect(answers.contains { $0.code == "idempotency-key-not-taken" }, "\(path)")
            }
        }
    }

    @Test func `another request with the same word is refused and does nothing`() async throws {
        let test = try await TestNode(kind: .platform)
        try await LiveAPI.serving(test) { api in
            let token = api.callers.token(for: Self.curator(test))
            let fields = [Self.word]
            let first = try await api.answer("POST", "/v1/banks", token: token, fields: fields, json: Self.bank)
            #expect(first.status == 201)
            let id = try #require(first.json?["id"]?.stringValue)
            let others: [(path: String, body: JSONValue?)] = [
                ("/v1/banks", ["name": "TEST other bank"]), ("/v1/banks/\(id)/closure", nil),
                ("/v1/signals", Self.bank),
            ]
            for other in others {
                let answer = try await api.answer("POST", other.path, token: token, fields: fields, json: other.body)
                #expect(answer.status == 422 && answer.code == "idempotency-key-reused", "\(other.path)")
            }
            #expect(try await Self.banks(api, token) == 1)
        }
    }

    @Test func `a repeat is answered byte for byte as before, by whichever connection, and nothing is done`()
        async throws
    {
        let test = try await TestNode(kind: .platform)
        try await LiveAPI.serving(test) { api in
            let token = api.callers.token(for: Self.curator(test))
            let fields = [Self.word]
            let first = try await api.answer("POST", "/v1/banks", token: token, fields: fields, json: Self.bank)
            let commits = test.commits.count
            for word in ["TEST-01970000", "\"TEST-01970000\""] {
                let again = try await api.answer(
                    "POST",
                    "/v1/banks",
                    token: token,
                    fields: [("Idempotency-Key", word)],
                    json: Self.bank
                )
                #expect(again.status == 201 && again.body == first.body)
                #expect(again.header("Location") == first.header("Location"))
                #expect(again.header("Content-Type") == "application/json")
                #expect(again.header("Idempotency-Replayed") == "true")
                #expect(first.header("Idempotency-Replayed") == nil)
            }
            #expect(test.commits.count == commits)
            // Another key's word is another word.
            let other = api.callers.token(for: Self.curator(test))
            let own = try await api.answer("POST", "/v1/banks", token: other, fields: fields, json: Self.bank)
            #expect(own.status == 201 && own.json?["id"] != first.json?["id"])
            #expect(try await Self.banks(api, token) == 2)
        }
    }

    /// What asks for a signal, with a body that comes piece by piece.
    private static func propose(
        _ pieces: AsyncStream<ByteBuffer>,
        _ fields: [(String, String)],
        over api: LiveAPI,
        as token: String
    ) async throws -> (status: Int, json: JSONValue?) {
        var answer: (status: Int, json: JSONValue?) = (0, nil)
        try await api.stream("POST", "/v1/signals", token: token, fields: fields, body: pieces) { status, body in
            let bytes = try await body.collect(upTo: 1 << 20)
            answer = (status, try JSONValue(parsing: Array(bytes.readableBytesView)))
        }
        return answer
    }

    @Test(.timeLimit(.minutes(5)))
    func `while one is being answered, the same again is told so and does nothing`() async throws {
        let scene = try await KeyedScene()
        let uploads = UploadGate<ID<Key>>()
        try await LiveAPI.serving(scene.test, uploads: uploads) { api in
            let token = scene.curator.secret
            let fields = [Self.word, ("Content-Type", "application/json")]
            let body: JSONValue = [
                "bank": .string(scene.bank.description), "kind": "image", "behaviours": ["glorification"],
                "fingerprints": [["kind": "sha256", "value": .string(KeyedScene.hash(7))]],
                "rationale": "TEST rationale", "exemptionAssessment": "TEST none applies",
            ]
            let bytes = body.canonicalBytes
            let (pieces, sender) = AsyncStream<ByteBuffer>.makeStream()
            defer { sender.finish() }
            sender.yield(ByteBuffer(bytes: bytes.prefix(bytes.count / 2)))
            async let first = Self.propose(pieces, fields, over: api, as: token)
            // It has its room once the word is taken, and keeps it as long as its body comes.
            while uploads.holding.files == 0 { try await Task.sleep(for: .milliseconds(1)) }

            for _ in 0..<3 {
                let second = try await api.answer("POST", "/v1/signals", token: token, fields: [Self.word], json: body)
                #expect(second.status == 409 && second.code == "idempotency-key-in-use")
            }
            // The same word of another key waits for nobody.
            let other = api.callers.token(for: Self.curator(scene.test))
            let bank = try await api.answer("POST", "/v1/banks", token: other, fields: [Self.word], json: Self.bank)
            #expect(bank.status == 201)

            sender.yield(ByteBuffer(bytes: bytes.dropFirst(bytes.count / 2)))
            sender.finish()
            let done = try await first
            #expect(done.status == 201)
            let again = try await api.answer("POST", "/v1/signals", token: token, fields: [Self.word], json: body)
            #expect(again.status == 201 && again.header("Idempotency-Replayed") == "true")
            #expect(again.json?["id"] == done.json?["id"] && again.json?["id"] != nil)
            let all = try await api.answer("GET", "/v1/signals", token: token)
            #expect(all.json?["items"]?.arrayValue?.count == 1)
        }
    }

    @Test func `of many at once one is done, and the others are told so or wait outside`() async throws {
        let test = try await TestNode(kind: .platform)
        try await LiveAPI.serving(test) { api in
            let token = api.callers.token(for: Self.curator(test))
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await api.answer("POST", "/v1/banks", token: token, fields: [Self.word], json: Self.bank)
                    }
                }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            let done = answers.filter { $0.status == 201 }
            #expect(Set(done.map(\.body)).count == 1)
            #expect(
                answers.allSatisfy {
                    $0.status == 201 || $0.status == 409 && $0.code == "idempotency-key-in-use"
                }
            )
            #expect(try await Self.banks(api, token) == 1)
        }
    }

    @Test func `what was refused did nothing, and is decided anew`() async throws {
        let test = try await TestNode(kind: .platform)
        try await LiveAPI.serving(test) { api in
            let token = api.callers.token(for: Self.curator(test))
            let fields = [Self.word]
            let wrong = try await api.answer("POST", "/v1/banks", token: token, fields: fields, json: ["name": " "])
            #expect(wrong.status == 422 && wrong.code == "text-missing")
            let right = try await api.answer("POST", "/v1/banks", token: token, fields: fields, json: Self.bank)
            #expect(right.status == 201)
        }
    }

    @Test func `what could not be committed was not done, and the repeat does it once`() async throws {
        let test = try await TestNode(kind: .platform)
        try await LiveAPI.serving(test) { api in
            let token = api.callers.token(for: Self.curator(test))
            test.commits.state.withLock { $0.fail = true }
            let failed = try await api.answer("POST", "/v1/banks", token: token, fields: [Self.word], json: Self.bank)
            #expect(failed.status >= 500)
            test.commits.state.withLock { $0.fail = false }
            for _ in 0..<2 {
                let done = try await api.answer("POST", "/v1/banks", token: token, fields: [Self.word], json: Self.bank)
                #expect(done.status == 201)
            }
            #expect(try await Self.banks(api, token) == 1)
        }
    }

    @Test func `after a day the word is free, and what was kept is gone`() async throws {
        let test = try await TestNode(kind: .platform)
        try await LiveAPI.serving(test) { api in
            let caller = Self.curator(test)
            let token = api.callers.token(for: caller)
            let first = try await api.answer("POST", "/v1/banks", token: token, fields: [Self.word], json: Self.bank)
            test.clock.pass(86_390)
            #expect(try await test.node.forgetAnswers() == 0)
            let late = try await api.answer("POST", "/v1/banks", token: token, fields: [Self.word], json: Self.bank)
            #expect(late.json?["id"] == first.json?["id"])
            test.clock.pass(20)
            #expect(try await test.node.forgetAnswers() == 1)
            #expect(try await test.node.store.read { try $0.keptAnswer(of: caller.key, word: Self.word.1) } == nil)
            #expect(try await test.node.forgetAnswers() == 0)
            let next = try await api.answer(
                "POST",
                "/v1/banks",
                token: token,
                fields: [Self.word],
                json: ["name": "TEST 2"]
            )
            #expect(next.status == 201 && next.json?["id"] != first.json?["id"])
            test.clock.pass(86_401)
            // Also before it is cleaned away.
            let more = try await api.answer(
                "POST",
                "/v1/banks",
                token: token,
                fields: [Self.word],
                json: ["name": "TEST 3"]
            )
            #expect(more.status == 201 && more.json?["id"] != next.json?["id"])
        }
    }

    @Test func `where texts were erased since, no kept answer tells them, and nothing is done again`() async throws {
        let test = try await TestNode(kind: .platform)
        try await LiveAPI.serving(test) { api in
            let own = test.administrator.organisation
            let administrator = api.callers.token(
                for: Caller(own, .administrator, isPerson: true, isOnExchange: false)
            )
            let people = "/v1/organisations/\(own.id)/people"
            let body: JSONValue = ["name": "TEST Sari Secret", "roles": ["reviewer"]]
            let first = try await api.answer("POST", people, token: administrator, fields: [Self.word], json: body)
            let id = try #require(first.json?["id"]?.stringValue)
            #expect(try await api.answer("DELETE", people + "/\(id)", token: administrator).status == 200)
            let again = try await api.answer("POST", people, token: administrator, fields: [Self.word], json: body)
            #expect(again.status == 409 && again.code == "answer-not-kept")
            let all = try await api.answer("GET", people, token: administrator)
            #expect(!String(decoding: all.body, as: UTF8.self).contains("Secret"))
        }
    }

    @Test func `each operation that creates something keeps its answer in the transaction of the act`() async throws {
        let calls = try await CreatingCalls()
        let described = try APIDescription.ofRepository().operations().filter { $0.responses["201"] != nil }.map(\.id)
        try await LiveAPI.serving(calls.test) { api in
            let all = try await calls.all(over: api)
            let tried = Set(all.map(\.operation))
            #expect(tried.union(CreatingCalls.elsewhere.keys) == CreatingCalls.withoutAddress.union(described))
            for call in all {
                let before = calls.test.commits.count
                let fields = [("Idempotency-Key", "TEST-\(call.operation)")]
                let first = try await api.answer("POST", call.path, token: call.token, fields: fields, json: call.body)
                let why = "\(call.operation): \(first.status) \(first.code ?? "") \(first.pointer ?? "")"
                #expect(first.status == call.status, "\(why)")
                #expect(calls.test.commits.count == before + 1, "\(call.operation) kept its answer later")
                let again = try await api.answer("POST", call.path, token: call.token, fields: fields, json: call.body)
                #expect(
                    again.status == call.status && again.header("Idempotency-Replayed") == "true",
                    "\(call.operation)"
                )
                #expect(again.header("Location") == first.header("Location"), "\(call.operation)")
                if SecretOperations.fields[call.operation] == nil {
                    #expect(again.body == first.body, "\(call.operation)")
                } else {
                    #expect(again.json?["code"] == "secret-already-shown", "\(call.operation)")
                }
                #expect(calls.test.commits.count == before + 1, "\(call.operation) did something again")
            }
        }
    }

    @Test func `what creates nothing is done once as well`() async throws {
        let test = try await TestNode(kind: .platform)
        try await LiveAPI.serving(test) { api in
            let curator = api.callers.token(for: Self.curator(test))
            let bank = try await api.answer("POST", "/v1/banks", token: curator, json: Self.bank)
            let path = "/v1/banks/\(try #require(bank.json?["id"]?.stringValue))/closure"
            let first = try await api.answer("POST", path, token: curator, fields: [Self.word])
            #expect(first.status == 200 && first.json?["closed"] == true)
            let again = try await api.answer("POST", path, token: curator, fields: [Self.word])
            #expect(again.status == 200 && again.body == first.body && again.header("Idempotency-Replayed") == "true")
            // Without the word it is decided anew: the bank is closed as it was, and nothing is left to do.
            let third = try await api.answer("POST", path, token: curator)
            #expect(third.header("Idempotency-Replayed") == nil)
            #expect(third.status == 200 && third.body == first.body)
        }
    }
}
