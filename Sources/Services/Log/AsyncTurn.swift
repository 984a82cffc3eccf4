import Synchronization

/// Lets one asynchronous piece of work run at a time, in the order they came.
final class AsyncTurn: Sendable {
    private struct Queue {
        var isTaken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let queue = Mutex(Queue())

    /// Runs the work when its turn has come.
    func take<Result: Sendable>(_ work: @Sendable () async throws -> Result) async throws -> Result {
        await withCheckedContinuation { continuation in
            let isFree = queue.withLock { queue -> Bool in
                guard queue.isTaken else {
                    queue.isTaken = true
                    return true
                }
                queue.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
        defer { pass() }
        return try await work()
    }

    private func pass() {
        let next = queue.withLock { queue -> CheckedContinuation<Void, Never>? in
            guard !queue.waiting.isEmpty else {
                queue.isTaken = false
                return nil
            }
            return queue.waiting.removeFirst()
        }
        next?.resume()
    }
}
