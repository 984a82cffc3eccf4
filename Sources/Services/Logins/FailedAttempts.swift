import Cooperation
import Synchronization

/// Counts what went wrong in a row, for each key by itself, and after so many times lets the key rest.
///
/// It is kept in memory: whoever restarts the node could read its secrets as well.
final class FailedAttempts<Key: Hashable & Sendable>: Sendable {
    private struct Row {
        var count = 0
        var last = Timestamp(microseconds: 0)
    }

    private let most: Int
    private let rest: Seconds
    private let rows = Mutex<[Key: Row]>([:])

    /// Makes an empty count.
    ///
    /// - Parameters:
    ///   - most: how many attempts in a row may fail.
    ///   - rest: how long the key then rests.
    init(most: Int, rest: Seconds) {
        self.most = most
        self.rest = rest
    }

    /// Counts an attempt in advance, so that many at the same time are no more than many in a row.
    ///
    /// - Returns: false where the key rests; the attempt then counts as failed whatever it holds.
    func begin(_ key: Key, at now: Timestamp) -> Bool {
        rows.withLock { rows in
            var row = rows[key] ?? Row()
            if row.count >= most {
                guard row.last + rest <= now else { return false }
                row.count = 0
            }
            rows[key] = Row(count: row.count + 1, last: now)
            return true
        }
    }

    /// Whether so much went wrong that the key rests.
    func isResting(_ key: Key, at now: Timestamp) -> Bool {
        rows.withLock { rows in rows[key].map { $0.count >= most && now < $0.last + rest } ?? false }
    }

    /// Begins anew after an attempt that was right.
    func forget(_ key: Key) {
        rows.withLock { $0[key] = nil }
    }
}
