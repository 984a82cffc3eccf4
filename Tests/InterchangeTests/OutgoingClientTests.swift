import Interchange
import Testing

@Suite struct OutgoingClientTests {
    /// Short where a test waits for the end of it, and never where it must not be reached.
    private static let short = OutgoingLimits(connectTimeout: .seconds(60), answerTimeout: .milliseconds(200))
    private static let long = OutgoingLimits(connectTimeout: .seconds(60), answerTimeout: .seconds(60))

    @discardableResult
    private static func withClient<Answer>(
        _ limits: OutgoingLimits = long,
        _ body: (OutgoingClient) async throws -> Answer
    ) async throws -> Answer {
        let client = OutgoingClient(limits: limits)
        let result: Result<Answer, any Error>
        do { result = .success(try await body(client)) } catch { result = .failure(error) }
        try await client.shutdown()
        return try result.get()
    }

    private static func request(_ port: Int, _ path: String = "/", scheme: String = "http") throws -> OutgoingRequest {
        OutgoingRequest(
            .get,
            try OutgoingAddress(parsing: "\(scheme)://127.0.0.1:\(port)\(path)", allowing: .thisMachine),
            key: try OutgoingKey("SECRET-KEY"),
            answerBytesMax: 1000
        )
    }

    private func failure(
        _ steps: [RawServer.Step],
        limits: OutgoingLimits = long
    ) async throws -> OutgoingFailure? {
        try await RawServer.run({ _ in steps }) { server in
            try await Self.withClient(limits) { client in
                await #expect(throws: OutgoingFailure.self) {
                    try await client.send(Self.request(server.port))
                }
            }
        }
    }

    private static let head = "HTTP/1.1 200 OK\r\n"

    @Test(
        arguments: [
            ("no answer", [.hold]), ("half a header", [.text(head + "Content-"), .hold]),
            ("half a body", [.text(head + "Content-Length: 9\r\n\r\nSECRET"), .hold]),
            ("no chunk", [.text(head + "Transfer-Encoding: chunked\r\n\r\n"), .hold]),
            ("only provisional answers", [.text("HTTP/1.1 102 Wait\r\n\r\n"), .hold]),
        ] as [(String, [RawServer.Step])]
    )
    func `a server that is too slow is left`(name: String, steps: [RawServer.Step]) async throws {
        #expect(try await failure(steps, limits: Self.short)?.code == .timedOut)
    }

    @Test(
        arguments: [
            (
                "endless chunks",
                [.text(head + "Transfer-Encoding: chunked\r\n\r\n"), .sendForEver(Array("3\r\nabc\r\n".utf8))]
            ),
            ("no end", [.text(head + "\r\n"), .sendForEver(Array("abc".utf8))]),
            ("a promise", [.text(head + "Content-Length: 1001\r\n\r\n"), .hold]),
        ] as [(String, [RawServer.Step])]
    )
    func `an answer that is too long is not read to its end`(name: String, steps: [RawServer.Step]) async throws {
        #expect(try await failure(steps)?.code == .tooLarge)
    }

    @Test(
        arguments: [
            ("nothing", []), ("half a header", [.text(head + "Content-")]),
            ("no body", [.text(head + "Content-Length: 9\r\n\r\n")]),
            ("half a body", [.text(head + "Content-Length: 9\r\n\r\nSECRET")]),
            ("half a chunk", [.text(head + "Transfer-Encoding: chunked\r\n\r\n9\r\nSECRET")]),
            ("no last chunk", [.text(head + "Transfer-Encoding: chunked\r\n\r\n6\r\nSECRET\r\n")]),
        ] as [(String, [RawServer.Step])]
    )
    func `an answer that breaks off is none`(name: String, steps: [RawServer.Step]) async throws {
        #expect(try await failure(steps)?.code == .endedEarly)
    }

    @Test(
        arguments: [
            ("another protocol", [.text("SSH-2.0-SECRET\r\n"), .hold]),
            ("two lengths", [.text(head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"), .hold]),
            ("no chunk length", [.text(head + "Transfer-Encoding: chunked\r\n\r\nSECRET\r\n"), .hold]),
            ("endless header", [.text(head), .sendForEver(Array("SECRET: SECRET\r\n".utf8))]),
            ("packed", [.text(head + "Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\na"), .hold]),
        ] as [(String, [RawServer.Step])]
    )
    func `what is no valid answer is refused`(name: String, steps: [RawServer.Step]) async throws {
        #expect(try await failure(steps)?.code == .malformed)
    }

    @Test func `a certificate that nobody vouches for is not trusted, and no key is sent`() async throws {
        let seen = try await RawServer.run(tls: true, { _ in [.answer(200)] }) { server in
            try await Self.withClient { client in
                await #expect(throws: OutgoingFailure(.notTrusted)) {
                    try await client.send(Self.request(server.port, scheme: "https"))
                }
            }
            return server.log.all
        }
        #expect(seen.isEmpty)
    }

    @Test func `a server without encryption gets nothing where encryption was asked for`() async throws {
        // The greeting of TLS holds no blank line, so the server would wait for ever.
        let answer = try await RawServer.run({ _ in [.answer(200)] }) { server in
            try await Self.withClient(OutgoingLimits(connectTimeout: .milliseconds(200), answerTimeout: .seconds(60))) {
                client in
                await #expect(throws: OutgoingFailure.self) {
                    try await client.send(Self.request(server.port, scheme: "https"))
                }
            }
        }
        #expect([.notTrusted, .notConnected].contains(answer?.code))
    }

    @Test func `a refused connection is told at once`() async throws {
        let port = try await RawServer.closedPort()
        try await Self.withClient { client in
            await #expect(throws: OutgoingFailure(.notConnected)) { try await client.send(Self.request(port)) }
        }
    }

    @Test func `a redirect is an answer like any other and is not followed`() async throws {
        try await RawServer.run({ _ in [.answer(302, fields: "Location: /elsewhere\r\n")] }) { server in
            let answer = try await Self.withClient { try await $0.send(Self.request(server.port)) }
            #expect(answer.status == 302)
            #expect(server.log.all.count == 1)
        }
    }

    @Test func `a request says who it is and what it takes, and no more`() async throws {
        try await RawServer.run({ _ in
            [.answer(200, "a", type: "Text/Plain ; charset=utf-8", fields: "Set-Cookie: id=1\r\n")]
        }) { server in
            try await Self.withClient { client in
                for _ in 0..<2 {
                    let answer = try await client.send(Self.request(server.port, "/a?b=c"))
                    #expect(answer.mediaType == "text/plain")
                    #expect(answer.body == Array("a".utf8))
                }
            }
            for request in server.log.all {
                let lines = request.split(separator: "\r\n").map { $0.lowercased() }
                #expect(
                    Set(lines) == [
                        "get /a?b=c http/1.1", "host: 127.0.0.1:\(server.port)", "user-agent: perisai",
                        "accept-encoding: identity", "authorization: bearer secret-key",
                    ]
                )
            }
            #expect(server.log.all.count == 2)
        }
    }

    @Test func `cancelling the task ends the request`() async throws {
        try await RawServer.run({ _ in [.hold] }) { server in
            try await Self.withClient { client in
                await withTaskGroup(of: Void.self) { group in
                    group.addTask {
                        await #expect(throws: OutgoingFailure(.cancelled)) {
                            try await client.send(Self.request(server.port))
                        }
                    }
                    while server.log.all.isEmpty { await Task.yield() }
                    group.cancelAll()
                }
            }
        }
    }

    @Test func `a client that was shut down sends nothing, and can be shut down again`() async throws {
        let client = OutgoingClient()
        try await client.shutdown()
        try await client.shutdown()
        let port = try await RawServer.closedPort()
        await #expect(throws: OutgoingFailure(.cancelled)) { try await client.send(Self.request(port)) }
    }
}
