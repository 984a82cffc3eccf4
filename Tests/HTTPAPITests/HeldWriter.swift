import Dispatch
import Synchronization

/// Holds the store's writer within a closure until the test lets go of it.
final class HeldWriter: Sendable {
    private let isReached = Mutex(false)
    private let gate = DispatchSemaphore(value: 0)

    /// Called on the writer's thread.
    func hold() {
        isReached.withLock { $0 = true }
        gate.wait()
    }

    /// Waits until the writer stands still.
    func isHeld() async {
        while !isReached.withLock({ $0 }) { await Task.yield() }
    }

    func release() { gate.signal() }
}
