import HTTPServing
import Logging
import ServiceLifecycle

/// A door on a free port of this machine that stands for as long as somebody talks to it.
package enum LocalDoor {
    /// Writes nothing.
    package static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// Cuts nobody off for the time that other tests take meanwhile: a connection that is kept open is used again.
    package static var patient: ConnectionLimits {
        var limits = ConnectionLimits()
        limits.idleTimeout = .seconds(600)
        limits.stalledWriteTimeout = .seconds(600)
        return limits
    }

    /// Serves while somebody talks to the door, and stops when they are done or fail.
    ///
    /// - Parameters:
    ///   - responder: Who answers.
    ///   - tls: The certificate and key, or `nil` for none.
    ///   - limits: Limits of connections.
    ///   - logger: For what the listener says of itself.
    ///   - talk: Gets the port, and what stops the door before that.
    /// - Returns: What `talk` returns.
    /// - Throws: What `talk` throws, and ``ListenerError``.
    package static func serving<Result: Sendable>(
        _ responder: any RequestResponder,
        tls: TLSFiles? = nil,
        limits: ConnectionLimits = patient,
        logger: Logger = quiet,
        _ talk: @escaping @Sendable (_ port: Int, _ stop: @escaping @Sendable () async -> Void) async throws -> Result
    ) async throws -> Result {
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let listener = try Listener(
            address: ListenAddress(host: "127.0.0.1", port: 0),
            tls: tls,
            limits: limits,
            responder: responder,
            logger: logger,
            onBound: { continuation.yield($0) }
        )
        let group = ServiceGroup(configuration: .init(services: [.init(service: listener)], logger: quiet))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await port in ports {
                do {
                    let result = try await talk(port) { await group.triggerGracefulShutdown() }
                    await group.triggerGracefulShutdown()
                    try await tasks.waitForAll()
                    return result
                } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
            }
            throw CancellationError()
        }
    }
}
