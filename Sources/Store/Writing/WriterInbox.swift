import Dispatch
import Services
import Synchronization

/// The closures that wait for the writer, in the order they came.
final class WriterInbox: Sendable {
    private struct State {
        var waiting: [any PendingWrite] = []
        var isClosed = false
        var isDiskUnknown = false
        var trouble: StoreError?
        var isWriterAsleep = false
        var hasWriterEnded = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let waitingMax: Int

    private let state = Mutex(State())
    private let wakeUp = DispatchSemaphore(value: 0)

    /// Makes an empty inbox.
    ///
    /// - Parameter waitingMax: how many closures may wait.
    init(waitingMax: Int = StoreLimits.waitingWritesMax) {
        self.waitingMax = waitingMax
    }

    /// Queues a closure; an inbox that is closed or full refuses it at once.
    func enqueue(_ write: any PendingWrite) {
        let refusal = state.withLock { state -> StoreError? in
            guard !state.isClosed else { return StoreError(.closed, "The store is closed.") }
            guard state.waiting.count < waitingMax else {
                return StoreError(.busy, "\(waitingMax) writes wait already. Try again in a moment.")
            }
            state.waiting.append(write)
            wake(&state)
            return nil
        }
        guard let refusal else { return }
        write.refuse(refusal)
        write.finish()
    }

    /// Whether closures are still done.
    var takesWrites: Bool { state.withLock { !$0.isClosed && !$0.isDiskUnknown } }

    /// Called by the writer's thread when it can do no more closures, as the disk failed a sync.
    func diskFailed() { state.withLock { $0.isDiskUnknown = true } }

    /// What kept the last events from being recorded; `nil` once some were.
    var trouble: StoreError? { state.withLock(\.trouble) }

    /// Called by the writer's thread when the disk refused something, and when it took something.
    func note(_ trouble: StoreError?) { state.withLock { $0.trouble = trouble } }

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
