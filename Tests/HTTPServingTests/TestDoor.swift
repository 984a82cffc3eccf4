import CanonicalJSON
import HTTPServing
import HTTPTypes
import LocalDoor
import Logging
import NIOCore
import Synchronization

/// What a caller may do on the door that the tests open.
enum TestPermission: Hashable, Sendable {
    case read
    case nobody
}

/// Knows two keys.
struct TestAuthenticator: RequestAuthenticator {
    static let keys = ["key-of-lentera", "key-of-suara"]

    func authenticate(_ token: BearerToken) async throws(Problem) -> String {
        let text = String(decoding: token.bytes, as: UTF8.self)
        guard Self.keys.contains(text) else { throw .keyNotValid }
        return text
    }

    func limitKey(of caller: String) -> String { caller }
}

typealias TestRoute = Route<TestPermission, String>

/// An error whose text must never leave the node.
struct SecretError: Error, CustomStringConvertible {
    let description = "SECRET-INSIDE"
}

/// Runs a door on a free port of this machine while a test talks to it.
func withDoor<Result: Sendable>(
    routes: [TestRoute],
    limits: ServingLimits = ServingLimits(),
    connection: ConnectionLimits = ConnectionLimits(),
    tls: TLSFiles? = nil,
    isEncrypted: Bool = false,
    logger: Logger = LocalDoor.quiet,
    _ test: @escaping @Sendable (_ port: Int, _ stop: @escaping @Sendable () async -> Void) async throws -> Result
) async throws -> Result {
    let counter = Counter()
    let dispatcher = try Dispatcher(
        routes: routes,
        authenticator: TestAuthenticator(),
        authorise: { permission, _ in permission == .nobody ? .forbidden("Nobody may do this.") : nil },
        limits: limits,
        isEncrypted: isEncrypted,
        environment: ServingEnvironment(
            now: { .now() },
            wallClockSeconds: { 784_111_777 },
            makeRequestID: { "request-\(counter.next())" }
        ),
        logger: logger,
        accessLog: AccessLog(logger: logger, level: .debug)
    )
    return try await LocalDoor.serving(dispatcher, tls: tls, limits: connection, logger: logger, test)
}

/// Counts up from 1.
final class Counter: Sendable {
    private let value = Mutex(0)

    func next() -> Int {
        value.withLock { value in
            value += 1
            return value
        }
    }
}

/// A gate that handlers wait at until the test opens it.
final class Gate: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let arrivals: AsyncStream<Void>
    private let arrived: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
        (arrivals, arrived) = AsyncStream.makeStream()
    }

    func pass() async {
        arrived.yield()
        for await _ in stream { return }
    }

    func waitForArrival() async {
        for await _ in arrivals { return }
    }

    func open() { continuation.finish() }
}

/// The text of a request to the door.
func request(
    _ line: String,
    _ fields: [String] = [],
    key: String? = TestAuthenticator.keys[0],
    closes: Bool = true,
    body: String = ""
) -> String {
    var lines = ["\(line) HTTP/1.1", "Host: node.test.invalid"]
    if let key { lines.append("Authorization: Bearer \(key)") }
    if closes { lines.append("Connection: close") }
    if !body.isEmpty { lines.append("Content-Length: \(body.utf8.count)") }
    return (lines + fields).joined(separator: "\r\n") + "\r\n\r\n" + body
}
