import Synchronization

/// How many statements the reads of a store ran.
final class StatementCounts: Sendable {
    private let counts = Mutex<[Int]>([])

    func add(_ count: Int) { counts.withLock { $0.append(count) } }

    /// The counts of the reads since the last time that they were taken.
    func take() -> [Int] {
        counts.withLock { counts in
            defer { counts = [] }
            return counts
        }
    }
}
