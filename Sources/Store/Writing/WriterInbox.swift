import Dispatch
import Services
import Synchronization

/// The closures that wait for the writer, in the order they came.
final class WriterInbox: Sendable {
    private struct State {
        var waiting: [any PendingWrite] = []
        var isClosed = false
        var isWriterAsleep = false
        var hasWriterEnded = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let wakeUp = DispatchSemaphore(value: 0)

    /// Queues a closure; a closed inbox answers at once.
    func enqueue(_ write: any PendingWrite) {
        let isAccepted = state.withLock { state -> Bool in
            guard !state.isClosed else { return false }
            state.waiting.append(write)
            wake(&state)
            return true
        }
        guard !isAccepted else { return }
        write.refuse(StoreError(.closed, "The store is closed."))
        write.finish()
    }

    /// How many closures wait.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Takes what waits, at most so many; waits on the writer's thread where nothing does.
    ///
    /// - Returns: `nil` once the inbox is closed and empty.
    func take(max countMax: Int) -> [any PendingWrite]? {
        while true {
            let (taken, isOver) = state.withLock { state -> ([any PendingWrite]?, Bool) in
                let taken = Array(state.waiting.prefix(countMax))
                state.waiting.removeFirst(taken.count)
                state.isWriterAsleep = taken.isEmpty && !state.isClosed
                return (taken.isEmpty ? nil : taken, taken.isEmpty && state.isClosed)
            }
            if let taken { return taken }
            if isOver { return nil }
            wakeUp.wait()
        }
    }

    /// Accepts nothing more; what was accepted is still done.
    func close() {
        state.withLock { state in
            state.isClosed = true
            wake(&state)
        }
    }

    /// Waits until the writer has done everything and ended.
    func drained() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state -> Bool in
                if !state.hasWriterEnded { state.closers.append(continuation) }
                return state.hasWriterEnded
            }
            if hasEnded { continuation.resume() }
        }
    }

    /// Called by the writer's thread as the last thing it does.
    func writerEnded() {
        let closers = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.hasWriterEnded = true
            defer { state.closers = [] }
            return state.closers
        }
        for closer in closers { closer.resume() }
    }

    private func wake(_ state: inout State) {
        guard state.isWriterAsleep else { return }
        state.isWriterAsleep = false
        wakeUp.signal()
    }
}
