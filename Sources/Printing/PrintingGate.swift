import Synchronization

/// Lets a number of documents through at once, the others in the order in which they came.
///
/// Whoever waits is suspended and holds no thread.
final class PrintingGate: Sendable {
    private struct State {
        var free: Int
        var lastNumber: UInt64 = 0
        var waiting: [(number: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private let state: Mutex<State>
    private let waitingMax: Int

    init(_ limits: PrintingLimits) {
        state = Mutex(State(free: limits.atOnce))
        waitingMax = limits.waitingMax
    }

    /// How many wait for a place.
    var waitingCount: Int { state.withLock(\.waiting.count) }

    /// Waits for a place; who got one gives it back with ``leave()``.
    ///
    /// - Returns: whether there is one: not where too many wait, or whoever asked gave up.
    func enter() async -> Bool {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isAdmitted: Bool? = state.withLock { state in
                    // The flag is up before the cancellation handler runs, so one of the two always sees the other.
                    guard !Task.isCancelled else { return false }
                    if state.free > 0 {
                        state.free -= 1
                        return true
                    }
                    guard state.waiting.count < waitingMax else { return false }
                    state.waiting.append((number, continuation))
                    return nil
                }
                if let isAdmitted { continuation.resume(returning: isAdmitted) }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0).continuation }
            }
            continuation?.resume(returning: false)
        }
    }

    /// Gives a place back.
    func leave() {
        let next = state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil as CheckedContinuation<Bool, Never>?
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: true)
    }
}
