import Cooperation
import FingerprintSearch
import Fingerprints
import Synchronization

/// The PDQ hashes of all live signals in memory.
///
/// One task owns the index, follows the journal and publishes snapshots; a query takes one snapshot and never waits
/// for it.
package final class SearchIndex: Sendable {
    /// A hit, resolved to its signal.
    package struct Hit: Sendable, Hashable {
        package let signal: ID<Signal>
        /// Which of the hashes that were asked for is nearest.
        package let hash: Hash256
        package let distance: Int
    }

    /// What is known of the index, for status pages and metrics.
    package struct Status: Sendable, Hashable {
        /// How many hashes it holds.
        package let hashes: Int
        /// The first journal position that it has not taken in yet.
        package let position: Int64
        /// Whether it took in everything that stood in the tables when the node started.
        package let isReady: Bool
        /// How far it looks, in bits: as far as the widest open bank that holds signals.
        package let radius: Int
        /// In how many segments the hashes lie, apart from the newest.
        package let segments: Int
        /// Whether no merge of segments is under way.
        package let isSettled: Bool
    }

    private struct Published {
        var snapshot: IndexSnapshot
        var radius = BankSettings.radiusDefault
        var position: Int64 = 0
        var isReady = false
        var isSettled = true
    }

    private let store: any Store
    private let published = Mutex(Published(snapshot: FingerprintIndex().snapshot()))
    /// Which signal an entry stands for.
    ///
    /// Entries are only ever added, so a hit of any snapshot can be resolved.
    private let signals = Mutex<[ID<Signal>]>([])
    private let work = Mutex(SearchWork())

    package init(store: any Store) {
        self.store = store
    }

    /// How the index is.
    package var status: Status {
        published.withLock {
            Status(
                hashes: $0.snapshot.count,
                position: $0.position,
                isReady: $0.isReady,
                radius: $0.radius,
                segments: $0.snapshot.segmentCount,
                isSettled: $0.isSettled
            )
        }
    }

    /// What all searches since the start cost.
    package var workDone: SearchWork { work.withLock(\.self) }

    /// All signals within the widest bank's radius of any of these hashes, each once with the hash that is nearest to it,
    /// nearest first.
    ///
    /// - Parameters:
    ///   - hashes: one picture's hash, and those of its other orientations where they are wanted.
    ///   - farthest: how far to look at most, in bits; `nil` for as far as the widest bank.
    /// - Returns: the hits, and the journal position that the index had reached.
    package func search(_ hashes: [Hash256], within farthest: Int? = nil) -> (hits: [Hit], position: Int64) {
        let (snapshot, widest, position) = published.withLock { ($0.snapshot, $0.radius, $0.position) }
        let radius = min(widest, farthest ?? widest)
        var cost = SearchWork()
        var nearest: [UInt32: (distance: Int, hash: Hash256)] = [:]
        for hash in hashes {
            for hit in snapshot.search(hash, radius: radius, adding: &cost) {
                if let known = nearest[hit.entry], known.distance <= hit.distance { continue }
                nearest[hit.entry] = (hit.distance, hash)
            }
        }
        work.withLock { [cost] total in
            total.tablesAsked += cost.tablesAsked
            total.rowsRead += cost.rowsRead
        }
        guard !nearest.isEmpty else { return ([], position) }
        let found = nearest.sorted { ($0.value.distance, $0.key) < ($1.value.distance, $1.key) }
        let hits = signals.withLock { signals in
            found.map { Hit(signal: signals[Int($0.key)], hash: $0.value.hash, distance: $0.value.distance) }
        }
        return (hits, position)
    }

    private enum News {
        case journalGrew
        case merged(MergedSegment)
    }

    /// Fills the index from the tables and follows the journal until the task is cancelled.
    ///
    /// Merges run beside, one at a time, and are put in place as soon as they are done.
    package func run() async throws {
        var owner = SearchIndexOwner()
        try await owner.fill(from: store, number: number)
        publish(owner, isSettled: true)
        let growth = store.journalGrowth
        try await withThrowingTaskGroup(of: News.self) { group in
            let waitForGrowth = { @Sendable (position: Int64) async throws -> News in
                _ = try await growth.grows(beyond: position)
                return .journalGrew
            }
            group.addTask { [position = owner.position] in try await waitForGrowth(position) }
            var isMerging = false
            while let news = try await group.next() {
                switch news {
                case .journalGrew:
                    try await owner.follow(store, number: number)
                    group.addTask { [position = owner.position] in try await waitForGrowth(position) }
                case .merged(let merged):
                    isMerging = false
                    owner.index.install(merged)
                }
                if !isMerging, let merge = owner.index.pendingMerge() {
                    isMerging = true
                    group.addTask { .merged(merge.run()) }
                }
                publish(owner, isSettled: !isMerging)
            }
        }
    }

    private func publish(_ owner: SearchIndexOwner, isSettled: Bool) {
        let next = Published(
            snapshot: owner.index.snapshot(),
            radius: owner.radius.widest,
            position: owner.position,
            isReady: true,
            isSettled: isSettled
        )
        published.withLock { $0 = next }
    }

    /// The next number for an entry, which stands for this signal from now on.
    private func number(_ signal: ID<Signal>) -> UInt32 {
        signals.withLock { signals in
            signals.append(signal)
            return UInt32(signals.count - 1)
        }
    }
}
