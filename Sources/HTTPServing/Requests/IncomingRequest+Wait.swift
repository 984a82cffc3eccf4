import NIOCore
import ServiceLifecycle

extension IncomingRequest {
    private enum WaitEnd<Value: Sendable>: Sendable {
        case value(Value)
        case nothing
        case clientLeft
    }

    /// Waits for something on behalf of a client that waits too.
    ///
    /// - Parameters:
    ///   - duration: How long at most; the field uses up to 30 seconds.
    ///   - operation: Waits for the value; it is cancelled when the time is over, when the client leaves and when the
    ///     node stops, and must then end soon. A value that it returns in spite of that is taken.
    /// - Returns: The value, or `nil` when the time is over or the node stops: answer with what there is.
    /// - Throws: `CancellationError` when the client left; else what the operation throws.
    package func wait<Value: Sendable>(
        atMost duration: Duration,
        for operation: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        try await withThrowingTaskGroup(of: WaitEnd<Value>.self) { group in
            group.addTask { .value(try await operation()) }
            group.addTask {
                try await Task.sleep(for: duration)
                return .nothing
            }
            group.addTask {
                try await gracefulShutdown()
                return .nothing
            }
            if let channel {
                group.addTask {
                    try await Self.clientLeaves(channel)
                    return .clientLeft
                }
            }
            var isOver = false
            var hasClientLeft = false
            while let result = await group.nextResult() {
                switch result {
                case .success(.value(let value)):
                    group.cancelAll()
                    return value
                case .success(.clientLeft): hasClientLeft = true
                case .success(.nothing): break
                case .failure(is CancellationError) where isOver: continue
                case .failure(let error): throw error
                }
                isOver = true
                group.cancelAll()
            }
            if hasClientLeft { throw CancellationError() }
            return nil
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
