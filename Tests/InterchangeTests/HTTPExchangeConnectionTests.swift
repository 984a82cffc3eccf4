import CanonicalJSON
import Cooperation
import Interchange
import Services
import Testing
import TransparencyLog

@Suite struct HTTPExchangeConnectionTests {
    /// So much time that a busy machine is not taken for a server that is away.
    static let patient = OutgoingLimits(connectTimeout: .seconds(60), answerTimeout: .seconds(60))

    /// Runs a connection against a server; what goes wrong there must tell neither key nor content.
    static func withExchange<Answer: Sendable>(
        path: String = "",
        limits: OutgoingLimits = HTTPExchangeConnectionTests.patient,
        _ script: @escaping RawServer.Script,
        _ body: @Sendable @escaping (HTTPExchangeConnection, RequestLog) async throws -> Answer
    ) async throws -> Answer {
        try await RawServer.run(script) { server in
            let connection = try HTTPExchangeConnection(
                address: "http://127.0.0.1:\(server.port)\(path)",
                key: "SECRET-KEY",
                policy: OutgoingPolicy(allowed: .thisMachine),
                limits: limits
            )
            let result: Result<Answer, any Error>
            do { result = .success(try await body(connection, server.log)) } catch { result = .failure(error) }
            try await connection.shutdown()
            return try result.get()
        }
    }

    /// Every question that can be asked.
    enum Question: CaseIterable, Sendable {
        case introduction
        case events
        case checkpoint
        case tile
        case verification
        case opinion
        case viewing
        case confirmation
        case filing
        case receipt
        case word
        case look
        case link

        func ask(_ connection: HTTPExchangeConnection) async throws {
            switch self {
            case .introduction: _ = try await connection.introduction()
            case .events: _ = try await connection.events(cursor: "SECRET", wait: Seconds(0))
            case .checkpoint: _ = try await connection.checkpoint()
            case .tile: _ = try await connection.tile(#require(Tile(content: .hashes(level: 0), index: 0, width: 2)))
            case .verification:
                _ = try await connection.deliver(
                    Example.dispatch(.verification(signal: Example.signal, basis: .shownBy)),
                    text: "SECRET"
                )
            case .opinion:
                _ = try await connection.deliver(
                    Example.dispatch(.opinion(signal: Example.signal, category: .negative)),
                    text: "SECRET"
                )
            case .viewing: _ = try await connection.view(Example.signal, for: Example.person)
            case .filing:
                _ = try await connection.deliver(Example.dispatch(.filing(Example.request)), text: #"{"a":1}"#)
            case .word:
                _ = try await connection.deliver(
                    Example.dispatch(.authorityWord(Example.request, .withdrawn)),
                    text: "SECRET"
                )
            case .look: _ = try await connection.look(at: 1, of: Example.request)
            case .link: _ = try await connection.inviteGuest(to: Example.request, lasting: nil)
            case .receipt: _ = try await connection.receipt(of: Example.request, .init(.platform))
            case .confirmation: try await connection.confirmOpinion(of: Example.signal, by: Example.person)
            }
        }
    }

    func failure(
        _ question: Question,
        _ steps: [RawServer.Step],
        limits: OutgoingLimits = HTTPExchangeConnectionTests.patient
    ) async throws -> ExchangeFailure? {
        let failure = try await Self.withExchange(limits: limits, { _ in steps }) { connection, _ in
            await #expect(throws: ExchangeFailure.self) { try await question.ask(connection) }
        }
        var dumped = ""
        dump(failure, to: &dumped)
        #expect(!dumped.contains("SECRET") && !"\(failure as Any)".contains("SECRET"))
        return failure
    }

    @Test(
        arguments: Question.allCases,
        [
            (401, .rejected), (403, .rejected), (408, .busy), (425, .busy), (429, .busy), (500, .busy), (503, .busy),
            (302, .malformed), (400, .malformed), (410, .malformed),
        ] as [(Int, ExchangeFailure.Code)]
    )
    func `a status without a word of an exchange is a failure`(
        question: Question,
        status: (Int, ExchangeFailure.Code)
    ) async throws {
        let answer = RawServer.Step.answer(status.0, "SECRET", type: "text/html", fields: "Location: /SECRET\r\n")
        #expect(try await failure(question, [answer])?.code == status.1)
    }

    @Test(arguments: Question.allCases)
    func `an answer that breaks off, is too long or too slow is a failure`(question: Question) async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: "
        #expect(try await failure(question, [.text(head + "9\r\n\r\nSECRET")])?.code == .unreachable)
        #expect(try await failure(question, [.text(head + "99999999\r\n\r\n"), .hold])?.code == .malformed)
        let short = OutgoingLimits(answerTimeout: .milliseconds(100))
        #expect(try await failure(question, [.text(head), .hold], limits: short)?.code == .unreachable)
    }

    @Test(arguments: Question.allCases)
    func `an exchange that is away is unreachable`(question: Question) async throws {
        let connection = try HTTPExchangeConnection(
            address: "http://127.0.0.1:\(try await RawServer.closedPort())",
            key: "SECRET-KEY",
            policy: OutgoingPolicy(allowed: .thisMachine),
            limits: Self.patient
        )
        let failure = await #expect(throws: ExchangeFailure.self) { try await question.ask(connection) }
        #expect(failure?.code == .unreachable)
        try await connection.shutdown()
    }

    @Test(arguments: Question.allCases)
    func `a cancelled task is told from an exchange that is away`(question: Question) async throws {
        try await Self.withExchange({ _ in [.hold] }) { connection, log in
            await withTaskGroup(of: ExchangeFailure?.self) { group in
                group.addTask {
                    await #expect(throws: ExchangeFailure.self) { try await question.ask(connection) }
                }
                while log.all.isEmpty { await Task.yield() }
                group.cancelAll()
                #expect(await group.next()??.code == .cancelled)
            }
        }
    }

    @Test(
        arguments: [
            ("http://exchange.example", "k", .notEncrypted), ("https://a:b@exchange.example", "k", .hasUserInformation),
            ("https://exchange.example?a", "k", .hasQuery), ("https://exchange.example", "k k", .wrongKey),
            ("https://exchange.example", "", .wrongKey),
        ] as [(String, String, OutgoingSettingError.Code)]
    )
    func `an address or key that can't be used is refused before anything is sent`(
        address: String,
        key: String,
        code: OutgoingSettingError.Code
    ) {
        #expect(throws: OutgoingSettingError(code)) {
            try HTTPExchangeConnection(address: address, key: key, policy: OutgoingPolicy())
        }
    }

    @Test(arguments: ["", "SECRET", "{}", "[]", #"{"organisation":"SECRET","log":{}}"#, #"{"state":"ready"}"#])
    func `an introduction that can't be read is a failure`(body: String) async throws {
        #expect(try await failure(.introduction, [.answer(200, body)])?.code == .malformed)
    }

    private static func introduction(
        _ key: String,
        interval: Int64,
        member: String = Example.member.description
    ) -> String {
        let json: JSONValue = [
            "organisation": .string(member), "isExchange": true,
            "log": [
                "verifierKey": .string(key), "checkpointInterval": .integer(interval), "size": 7,
                "condition": "signing",
                "later": [],
            ],
        ]
        return json.canonicalString
    }

    @Test func `an introduction with impossible parts is a failure`() async throws {
        let key = try Example.verifierKey()
        for body in [
            Self.introduction(key, interval: 0), Self.introduction(key, interval: -60),
            Self.introduction(key, interval: 86_401), Self.introduction(key + "A", interval: 60),
            Self.introduction("SECRET", interval: 60), Self.introduction(key, interval: 60, member: "SECRET"),
        ] {
            #expect(try await failure(.introduction, [.answer(200, body)])?.code == .malformed, "\(body)")
        }
    }

    @Test func `an introduction is read, whatever else a newer exchange says`() async throws {
        let body = Self.introduction(try Example.verifierKey(), interval: 60)
        let (read, requests) = try await Self.withExchange({ _ in [.answer(200, body)] }) { connection, log in
            (try await connection.introduction(), log.all)
        }
        #expect(
            read
                == ExchangeIntroduction(
                    member: Example.member,
                    verifierKey: try Example.verifierKey(),
                    checkpointInterval: Seconds(60)
                )
        )
        #expect(requests.count == 1)
        #expect(requests[0].hasPrefix("GET /status HTTP/1.1\r\n"))
        #expect(requests[0].lowercased().contains("authorization: bearer secret-key\r\n"))
    }

    private static func page(_ count: Int64, cursor: JSONValue = "next") throws -> JSONValue {
        let events = try (0..<count).map { number -> JSONValue in
            let event = try Example.event(number)
            return [
                "position": .integer(number * 3),
                "leafHash": .string(MerkleTree.leafHash(of: try event.leafData()).hex),
                "fields": event.json, "later": true,
            ]
        }
        return ["events": .array(events), "cursor": cursor, "later": 1]
    }

    @Test func `a page of events that can't be read is a failure as a whole`() async throws {
        let good = try Self.page(1)
        let event = try #require(good["events"]?.arrayValue?.first?.objectValue)
        func page(_ events: JSONValue) -> String {
            (["events": events, "cursor": "next"] as JSONValue).canonicalString
        }
        var bodies = ["", "SECRET", "[]", "{}", #"{"events":[]}"#, #"{"cursor":"next"}"#]
        bodies += try [Self.page(1, cursor: ""), Self.page(1, cursor: 7), Self.page(501)].map(\.canonicalString)
        bodies.append(try Self.page(0, cursor: .string(String(repeating: "c", count: 1025))).canonicalString)
        bodies.append(String(good.canonicalString.dropLast()))
        bodies += [page(["SECRET"]), page("SECRET"), page([.object(event), [:]])]
        for (key, value) in [
            ("position", "1"), ("position", .null), ("leafHash", "SECRET"), ("leafHash", 1), ("fields", []),
            ("fields", "SECRET"), ("fields", ["SECRET"]),
        ] as [(String, JSONValue)] {
            bodies.append(page([.object(event.merging([key: value]) { $1 })]))
        }
        for body in bodies {
            #expect(try await failure(.events, [.answer(200, body)])?.code == .malformed, "\(body.prefix(200))")
        }
    }

    @Test func `events are read as they were disclosed`() async throws {
        let body = try Self.page(3).canonicalString
        let (page, requests) = try await Self.withExchange({ _ in [.answer(200, body)] }) { connection, log in
            (try await connection.events(cursor: "a&b=c +/%\u{E9}", wait: Seconds(99)), log.all)
        }
        #expect(page.cursor == "next")
        #expect(page.events.map(\.position) == [0, 3, 6])
        for (number, slice) in page.events.enumerated() {
            #expect(slice.event == (try Example.event(Int64(number))))
            #expect(slice.leafHash == MerkleTree.leafHash(of: try slice.event.leafData()))
        }
        #expect(
            requests[0].hasPrefix("GET /v1/events?limit=500&wait=30&cursor=a%26b%3Dc%20%2B%2F%25%C3%A9 HTTP/1.1\r\n")
        )
    }

    @Test func `where a page would be too long, fewer events are asked for`() async throws {
        let body = try Self.page(2).canonicalString
        let (page, requests) = try await Self.withExchange({ request in
            request.contains("limit=5&")
                ? [.answer(200, body)] : [.text("HTTP/1.1 200 OK\r\nContent-Length: 16777217\r\n\r\n"), .hold]
        }) { connection, log in
            (try await connection.events(cursor: nil, wait: Seconds(-1)), log.all)
        }
        #expect(page.events.count == 2)
        #expect(
            requests.map { String($0.prefix { $0 != "\r\n" }) }
                == [500, 50, 5].map { "GET /v1/events?limit=\($0)&wait=0 HTTP/1.1" }
        )
    }

    @Test func `before the first checkpoint there is none, and afterwards it comes byte for byte`() async throws {
        let note = Array("exchange.test.invalid/log\n\u{2014}\n".utf8) + [0, 255]
        let read = try await Self.withExchange({ _ in [.answer(404)] }) { connection, _ in
            try await connection.checkpoint()
        }
        #expect(read == nil)
        let later = try await Self.withExchange({ _ in [.answer(200, bytes: note, type: "text/plain")] }) {
            connection,
            _ in
            try await connection.checkpoint()
        }
        #expect(later == note)
    }

    @Test(arguments: [0, 1, 63, 65, 8192])
    func `a tile of the wrong length is a failure`(count: Int) async throws {
        let answer = RawServer.Step.answer(
            200,
            bytes: [UInt8](repeating: 1, count: count),
            type: "application/octet-stream"
        )
        #expect(try await failure(.tile, [answer])?.code == .malformed)
    }

    @Test func `a tile is asked for by its path beneath the exchange's own`() async throws {
        let tile = try #require(Tile(content: .hashes(level: 1), index: 1_234_067, width: 5))
        let bytes = (0..<160).map { UInt8($0) }
        let (read, requests, address) = try await Self.withExchange(
            path: "/base/",
            { _ in [.answer(200, bytes: bytes, type: "application/octet-stream")] }
        ) { connection, log in
            (try await connection.tile(tile), log.all, connection.address)
        }
        #expect(read.bytes == bytes)
        #expect(requests[0].hasPrefix("GET /base/tile/1/x001/x234/067.p/5 HTTP/1.1\r\n"))
        #expect(address.hasSuffix("/base"))
    }
}
