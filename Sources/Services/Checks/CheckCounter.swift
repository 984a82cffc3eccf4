import Cooperation
import Synchronization

/// Counts checks in memory and records the counts as one event now and then: a `clear` check leaves no other trace.
///
/// A crash loses at most one interval.
package final class CheckCounter: Sendable {
    private struct Tally {
        var from: Timestamp
        var counts: [String: [String: Int64]] = [:]
        var repeats: Int64 = 0
    }

    private let store: any Store
    private let organisation: ID<Organisation>
    private let clock: @Sendable () -> Timestamp
    private let tally: Mutex<Tally>

    package init(store: any Store, organisation: ID<Organisation>, clock: @escaping @Sendable () -> Timestamp) {
        self.store = store
        self.organisation = organisation
        self.clock = clock
        tally = Mutex(Tally(from: clock()))
    }

    /// Counts one check.
    ///
    /// - Parameters:
    ///   - kind: what it brought.
    ///   - verdict: what it was answered; `nil` where it got no verdict.
    ///   - isRepeat: whether it joined a case that was open already.
    package func count(kind: CheckKind, verdict: Verdict?, isRepeat: Bool) {
        tally.withLock { tally in
            tally.counts[kind.rawValue, default: [:]][verdict?.rawValue ?? ChecksCounted.unanswered, default: 0] += 1
            if isRepeat { tally.repeats += 1 }
        }
    }

    /// Records what was counted since the last time, if anything.
    package func flush() async throws {
        let now = clock()
        let taken = tally.withLock { tally -> Tally in
            defer { tally = Tally(from: now) }
            return tally
        }
        guard !taken.counts.isEmpty else { return }
        let act = Act(
            ChecksCounted(from: taken.from, until: now, counts: taken.counts, repeats: taken.repeats),
            on: organisation
        )
        let author = Author.node(of: organisation)
        do {
            _ = try await store.write { transaction in try transaction.append(act, by: author).position }
        } catch {
            putBack(taken)
            throw error
        }
    }

    private func putBack(_ taken: Tally) {
        tally.withLock { tally in
            tally.from = taken.from
            tally.repeats += taken.repeats
            for (kind, verdicts) in taken.counts {
                tally.counts[kind, default: [:]].merge(verdicts, uniquingKeysWith: +)
            }
        }
    }

    /// Records the counts every interval, and once more when the task is cancelled.
    package func run(every interval: Seconds) async throws {
        do {
            while true {
                try await Task.sleep(for: .seconds(interval.count))
                try await flush()
            }
        } catch is CancellationError {
            // The last counts are recorded although the task is cancelled: the store shuts down after its users.
            try await flush()
        }
    }
}
