import Synchronization

/// Tells a first call from later ones.
final class FirstCall: Sendable {
    private let isTaken = Atomic(false)

    func take() -> Bool { !isTaken.exchange(true, ordering: .relaxed) }
}
