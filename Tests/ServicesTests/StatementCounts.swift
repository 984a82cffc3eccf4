import Synchronization

/// How many statements each read of a store ran, in the order in which they ended.
final class StatementCounts: Sendable {
    private let counts = Mutex<[Int]>([])

    func add(_ count: Int) { counts.withLock { $0.append(count) } }

    /// The counts since the last time that they were taken.
    func take() -> [Int] {
        counts.withLock { counts in
            defer { counts = [] }
            return counts
        }
    }
}
