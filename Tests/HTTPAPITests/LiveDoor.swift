import HTTPServing
import Logging
import NIOCore
import ServiceLifecycle

/// A real door on a free port of this machine.
enum LiveDoor {
    static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    static let environment = ServingEnvironment(
        now: { .now() },
        wallClockSeconds: { 784_111_777 },
        makeRequestID: { "TEST-request" }
    )

    /// Keeps the door open while a test, which takes the port, talks to it.
    static func serving(
        _ responder: any RequestResponder,
        _ body: @escaping @Sendable (_ port: Int) async throws -> Void
    ) async throws {
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let listener = try Listener(
            address: ListenAddress(host: "127.0.0.1", port: 0),
            responder: responder,
            logger: quiet,
            onBound: { continuation.yield($0) }
        )
        let group = ServiceGroup(configuration: .init(services: [.init(service: listener)], logger: quiet))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await port in ports {
                do {
                    try await body(port)
                } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
                await group.triggerGracefulShutdown()
                return try await tasks.waitForAll()
            }
        }
    }
}
