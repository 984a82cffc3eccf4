import Synchronization

/// Wakes those who read the journal after each commit.
///
/// Every reader keeps its own cursor; a wake-up carries only the new size, so that a slow reader misses nothing and
/// nobody queues.
package final class JournalGrowth: Sendable {
    private struct State {
        var size: Int64
        var waiters: [UInt64: CheckedContinuation<Int64, any Error>] = [:]
        var targets: [UInt64: Int64] = [:]
        var nextWaiter: UInt64 = 0
        var cancelled: Set<UInt64> = []
        var isClosed = false
    }

    private let state: Mutex<State>

    package init(size: Int64) {
        state = Mutex(State(size: size))
    }

    /// How many events are committed.
    package var size: Int64 { state.withLock { $0.size } }

    /// Called by the writer after each commit.
    package func grew(to size: Int64) {
        let woken = state.withLock { state -> [CheckedContinuation<Int64, any Error>] in
            state.size = max(state.size, size)
            let reached = state.targets.filter { $0.value < state.size }.map(\.key)
            for waiter in reached { state.targets[waiter] = nil }
            return reached.compactMap { state.waiters.removeValue(forKey: $0) }
        }
        for waiter in woken { waiter.resume(returning: size) }
    }

    /// Waits until the journal is longer than `size`.
    ///
    /// - Parameter size: what the reader has seen.
    /// - Returns: the journal's size, greater than `size`.
    /// - Throws: `CancellationError` when the waiting task is cancelled or the store is closed.
    package func grows(beyond size: Int64) async throws -> Int64 {
        let waiter = state.withLock { state -> UInt64 in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        // A cancellation that comes after the answer leaves its mark behind.
        defer { state.withLock { _ = $0.cancelled.remove(waiter) } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let answer = state.withLock { state -> Result<Int64, any Error>? in
                    if state.isClosed || state.cancelled.remove(waiter) != nil { return .failure(CancellationError()) }
                    if state.size > size { return .success(state.size) }
                    state.waiters[waiter] = continuation
                    state.targets[waiter] = size
                    return nil
                }
                if let answer { continuation.resume(with: answer) }
            }
        } onCancel: {
            let continuation = state.withLock { state -> CheckedContinuation<Int64, any Error>? in
                state.targets[waiter] = nil
                let waiting = state.waiters.removeValue(forKey: waiter)
                if waiting == nil { state.cancelled.insert(waiter) }
                return waiting
            }
            continuation?.resume(throwing: CancellationError())
        }
    }

    /// Ends every wait, now and later.
    package func close() {
        let waiters = state.withLock { state -> [CheckedContinuation<Int64, any Error>] in
            state.isClosed = true
            state.targets = [:]
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume(throwing: CancellationError()) }
    }
}
