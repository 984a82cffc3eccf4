import NIOCore
import ServiceLifecycle

extension IncomingRequest {
    private enum WaitEnd<Value: Sendable>: Sendable {
        case ended(Waited<Value>)
        case clientLeft
    }

    /// Waits for something on behalf of a client that waits too.
    ///
    /// - Parameters:
    ///   - duration: How long at most; the field uses up to 30 seconds.
    ///   - operation: Waits for the value; it is cancelled when the time is over, when the client leaves and when the
    ///     node stops, and must then end soon. A value that it returns in spite of that is taken.
    /// - Returns: The value, or that the time is over or the node stops.
    /// - Throws: `CancellationError` when the client left; else what the operation throws.
    package func wait<Value: Sendable>(
        atMost duration: Duration,
        for operation: @escaping @Sendable () async throws -> Value
    ) async throws -> Waited<Value> {
        try await withThrowingTaskGroup(of: WaitEnd<Value>.self) { group in
            group.addTask { .ended(.value(try await operation())) }
            group.addTask {
                try await Task.sleep(for: duration)
                return .ended(.timeIsOver)
            }
            group.addTask {
                try await gracefulShutdown()
                return .ended(.nodeStops)
            }
            if let channel {
                group.addTask {
                    try await Self.clientLeaves(channel)
                    return .clientLeft
                }
            }
            var isOver = false
            var end = Waited<Value>.timeIsOver
            var hasClientLeft = false
            while let result = await group.nextResult() {
                switch result {
                case .success(.ended(.value(let value))):
                    group.cancelAll()
                    return .value(value)
                case .success(.clientLeft): hasClientLeft = true
                case .success(.ended(let other)): end = other
                case .failure(is CancellationError) where isOver: continue
                case .failure(let error): throw error
                }
                isOver = true
                group.cancelAll()
            }
            if hasClientLeft { throw CancellationError() }
            return end
        }
    }

    /// Returns when the client has closed its side of the connection.
    ///
    /// - Throws: `CancellationError` when cancelled.
    private static func clientLeaves(_ channel: any Channel) async throws {
        let (departures, continuation) = AsyncStream<Void>.makeStream()
        let number = try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.handler(type: ConnectionHandler.self)
                .whenClientLeaves { continuation.finish() }
        }.get()
        for await _ in departures {}
        guard Task.isCancelled else { return }
        channel.eventLoop.execute {
            try? channel.pipeline.syncOperations.handler(type: ConnectionHandler.self).forgetDepartureCallback(number)
        }
        throw CancellationError()
    }
}
