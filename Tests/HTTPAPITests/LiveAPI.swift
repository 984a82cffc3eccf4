import AsyncHTTPClient
import CanonicalJSON
import Cooperation
import HTTPAPI
import HTTPServing
import LocalDoor
import NIOCore
import NIOHTTP1
import Services

/// The whole API over a node, behind a real door on a free port of this machine.
struct LiveAPI: Sendable {
    private static let answerBytesMax = 1 << 20

    let callers: CallerList
    private let port: Int

    /// Runs the door while a test talks to it.
    static func serving(
        _ test: TestNode,
        uploads: UploadGate<ID<Key>> = UploadGate(),
        contradictingWitnesses: [String] = [],
        answerFile: @escaping APIRoutes.AnswerFile = { _, _, _, _ in throw Refusal(.notFound, "not-found", "TEST") },
        following: FollowContact? = nil,
        condition: NodeCondition = .ready,
        _ body: @escaping @Sendable (LiveAPI) async throws -> Void
    ) async throws {
        let callers = CallerList(node: test.node)
        let requests = RequestMetrics()
        let dispatcher = try Dispatcher(
            routes: try APIRoutes(
                node: test.node,
                uploads: uploads,
                requestMetrics: requests,
                furtherMetrics: { [MetricFamily("perisai_test_total", "A test.", .counter, .count(7))] },
                answerFile: answerFile,
                contradictingWitnesses: { contradictingWitnesses },
                following: { following },
                condition: { condition }
            ).all(),
            authenticator: callers,
            authorise: APIRoutes.authorise,
            translate: Problem.translated,
            environment: ServingEnvironment(
                now: { .now() },
                wallClockSeconds: { 784_111_777 },
                makeRequestID: { "TEST-request" }
            ),
            logger: LocalDoor.quiet,
            metrics: requests
        )
        try await LocalDoor.serving(dispatcher) { port, _ in try await body(LiveAPI(callers: callers, port: port)) }
    }

    /// Sends lines, and reads the lines of the answer.
    func lines(
        _ path: String,
        token: String,
        fields: [(String, String)] = [],
        _ lines: [String]
    ) async throws -> (answer: Answer, lines: [JSONValue]) {
        let answer = try await answer(
            "POST",
            path,
            token: token,
            fields: fields,
            bytes: Array(lines.joined(separator: "\n").utf8),
            contentType: "application/x-ndjson"
        )
        let read = try? answer.body.split(separator: UInt8(ascii: "\n")).map { try JSONValue(parsing: Array($0)) }
        return (answer, read ?? [])
    }

    /// Sends a body that comes piece by piece, and hands over the answer piece by piece.
    func stream(
        _ method: String,
        _ path: String,
        token: String,
        fields: [(String, String)] = [],
        body: AsyncStream<ByteBuffer>? = nil,
        _ read: (Int, HTTPClientResponse.Body) async throws -> Void
    ) async throws {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = .RAW(value: method)
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        for (name, value) in fields { request.headers.add(name: name, value: value) }
        if let body { request.body = .stream(body, length: .unknown) }
        let answer = try await HTTPClient.shared.execute(request, timeout: .minutes(10))
        try await read(Int(answer.status.code), answer.body)
    }

    /// Sends one request.
    func answer(
        _ method: String,
        _ path: String,
        token: String? = nil,
        fields: [(String, String)] = [],
        json: JSONValue? = nil,
        bytes: [UInt8]? = nil,
        contentType: String = "application/octet-stream"
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = .RAW(value: method)
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        for (name, value) in fields { request.headers.add(name: name, value: value) }
        if let json {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: json.canonicalBytes))
        }
        if let bytes {
            request.headers.add(name: "Content-Type", value: contentType)
            request.body = .bytes(ByteBuffer(bytes: bytes))
        }
        let answer = try await HTTPClient.shared.execute(request, timeout: .minutes(10))
        let body = try await answer.body.collect(upTo: Self.answerBytesMax)
        return Answer(status: Int(answer.status.code), headers: answer.headers, body: Array(body.readableBytesView))
    }
}
