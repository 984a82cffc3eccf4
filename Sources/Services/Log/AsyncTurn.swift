import Synchronization

/// Lets one asynchronous piece of work run at a time, in the order they came.
final class AsyncTurn: Sendable {
    /// So many wait already that nobody else may.
    struct Full: Error {}

    private struct Queue {
        var isTaken = false
        var waiting: [(number: UInt64, continuation: CheckedContinuation<Void, any Error>)] = []
        var last: UInt64 = 0
    }

    private let waitingMax: Int
    private let queue = Mutex(Queue())

    /// Makes a turn.
    ///
    /// - Parameter waitingMax: how many may wait.
    init(waitingMax: Int = .max) {
        self.waitingMax = waitingMax
    }

    /// How many wait.
    var waitingCount: Int { queue.withLock(\.waiting.count) }

    /// Runs the work when its turn has come.
    ///
    /// - Throws: `Full`; `CancellationError` where the task was cancelled while it waited; what the work throws.
    func take<Result: Sendable>(_ work: @Sendable () async throws -> Result) async throws -> Result {
        try await wait()
        defer { pass() }
        return try await work()
    }

    private func wait() async throws {
        let number = queue.withLock { queue in
            queue.last += 1
            return queue.last
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Swift.Result<Void, any Error>? = queue.withLock { queue in
                    guard queue.isTaken else {
                        queue.isTaken = true
                        return .success(())
                    }
                    // The handler below has run, or waits for this lock.
                    guard !Task.isCancelled else { return .failure(CancellationError()) }
                    guard queue.waiting.count < waitingMax else { return .failure(Full()) }
                    queue.waiting.append((number, continuation))
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let continuation = queue.withLock { queue in
                queue.waiting.firstIndex { $0.number == number }.map { queue.waiting.remove(at: $0).continuation }
            }
            continuation?.resume(throwing: CancellationError())
        }
    }

    private func pass() {
        let next = queue.withLock { queue -> CheckedContinuation<Void, any Error>? in
            guard !queue.waiting.isEmpty else {
                queue.isTaken = false
                return nil
            }
            return queue.waiting.removeFirst().continuation
        }
        next?.resume()
    }
}
