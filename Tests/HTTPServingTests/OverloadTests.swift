import CanonicalJSON
import HTTPServing
import Testing

/// A door that has so much to do that it turns everybody away.
@Suite struct `An overloaded door` {
    private static var full: ConnectionLimits {
        var limits = ConnectionLimits()
        (limits.waitingRequestsLeast, limits.waitingTimeMax) = (0, .nanoseconds(-1))
        return limits
    }

    private static func answers(to texts: String...) async throws -> [RawAnswer] {
        var text = try await withDoor(routes: LiveDoor.routes(), connection: full) { port, _ in
            try await RawClient.exchange(port, texts)
        }
        var answers: [RawAnswer] = []
        while let answer = RawAnswer(text) {
            answers.append(answer)
            text = answer.rest
        }
        return answers
    }

    private static func expectRefusal(_ answer: RawAnswer?) {
        #expect(answer?.status == 503 && answer?.code == "overloaded")
        #expect(answer?.headerFields["retry-after"] == "1")
        #expect(answer?.headerFields["content-type"] == "application/problem+json")
        #expect(answer?.json?["instance"]?.stringValue == answer?.headerFields["perisai-request-id"])
    }

    @Test(arguments: ["GET /things/1", "POST /count", "GET /nowhere"])
    func `says so and when to come again, whatever is asked`(line: String) async throws {
        let answers = try await Self.answers(to: request(line, body: "TEST"))
        #expect(answers.count == 1)
        Self.expectRefusal(answers.first)
    }

    @Test func `still says that it is alive`() async throws {
        let answers = try await Self.answers(to: request("GET /live", key: nil))
        #expect(answers.map(\.body) == ["live"])
    }

    @Test func `keeps the connection and reads the next request on it`() async throws {
        let answers = try await Self.answers(
            to: request("POST /count", closes: false, body: "TEST") + request("GET /things/1", closes: false),
            request("GET /live", key: nil)
        )
        #expect(answers.map(\.status) == [503, 503, 200])
        #expect(answers.prefix(2).map { $0.headerFields["connection"] } == [nil, nil])
    }

    @Test(arguments: [
        ["Content-Length: 70000"], ["Transfer-Encoding: chunked"], ["Content-Length: 4", "Expect: 100-continue"],
    ])
    func `closes rather than wait for a body that is long or not sent yet`(fields: [String]) async throws {
        let answers = try await Self.answers(to: request("POST /count", fields, closes: false))
        #expect(answers.count == 1)
        Self.expectRefusal(answers.first)
        #expect(answers.first?.headerFields["connection"] == "close")
    }

    @Test func `sends no body to whoever asks for the head alone`() async throws {
        let text = try await withDoor(routes: LiveDoor.routes(), connection: Self.full) { port, _ in
            try await RawClient.exchange(port, [request("HEAD /things/1")])
        }
        #expect(text.hasPrefix("HTTP/1.1 503 ") && text.hasSuffix("\r\n\r\n"))
    }
}
