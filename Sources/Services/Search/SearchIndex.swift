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
    }

    private struct Published {
        var snapshot: IndexSnapshot
        var position: Int64 = 0
        var isReady = false
    }

    /// How many rows are read at once while the index is filled.
    private static let pageSize = 10_000

    private let store: any Store
    private let published = Mutex(Published(snapshot: FingerprintIndex().snapshot()))
    /// Which signal an entry stands for.
    ///
    /// Entries are only ever added, so a hit of any snapshot can be resolved.
    private let signals = Mutex<[ID<Signal>]>([])

    package init(store: any Store) {
        self.store = store
    }

    /// How the index is.
    package var status: Status {
        published.withLock { Status(hashes: $0.snapshot.count, position: $0.position, isReady: $0.isReady) }
    }

    /// All signals within a radius of any of these hashes, each once with its smallest distance, nearest first.
    ///
    /// - Returns: the hits, and the journal position that the index had reached.
    package func search(_ hashes: [Hash256], radius: Int) -> (hits: [Hit], position: Int64) {
        let (snapshot, position) = published.withLock { ($0.snapshot, $0.position) }
        let found =
            hashes.count == 1
            ? hashes.first.map { snapshot.search($0, radius: radius) } ?? []
            : snapshot.search(hashes, radius: radius)
        guard !found.isEmpty else { return ([], position) }
        return (
            signals.withLock { signals in
                found.map { Hit(signal: signals[Int($0.entry)], distance: $0.distance) }
            }, position
        )
    }

    /// Fills the index from the tables and follows the journal until the task is cancelled.
    package func run() async throws {
        var owner = Owner()
        try await fill(&owner)
        publish(owner, isReady: true)
        let finished = FinishedMerge()
        try await withThrowingDiscardingTaskGroup { merges in
            var isMerging = false
            while !Task.isCancelled {
                if !isMerging, let merge = owner.index.pendingMerge() {
                    isMerging = true
                    merges.addTask { finished.put(merge.run()) }
                }
                let size = try await store.journalGrowth.grows(beyond: owner.position)
                try await follow(&owner, to: size)
                publish(owner, isReady: true)
                if let merged = finished.take() {
                    isMerging = false
                    owner.index.install(merged)
                    publish(owner, isReady: true)
                }
            }
        }
    }

    /// Where a merge, which runs beside the owner, leaves its result.
    private final class FinishedMerge: Sendable {
        private let slot = Mutex<MergedSegment?>(nil)

        func put(_ merged: MergedSegment) { slot.withLock { $0 = merged } }

        func take() -> MergedSegment? {
            slot.withLock { slot in
                defer { slot = nil }
                return slot
            }
        }
    }

    private struct Owner {
        var index = FingerprintIndex()
        var entries: [ID<Signal>: UInt32] = [:]
        var position: Int64 = 0
        /// Signals recorded before this position may have been read half while the tables were paged through.
        var mayBeHalfBefore: Int64 = 0
    }

    private func publish(_ owner: Owner, isReady: Bool) {
        let snapshot = owner.index.snapshot()
        published.withLock { $0 = Published(snapshot: snapshot, position: owner.position, isReady: isReady) }
    }

    private func fill(_ owner: inout Owner) async throws {
        var after: (value: String, id: ID<Signal>)?
        var position: Int64?
        while true {
            let bookmark = after
            let (size, page) = try await store.read { reading in
                (
                    try reading.journalSize(),
                    try reading.lookupKeys(
                        Signal.self,
                        scope: FingerprintKind.pdq.rawValue,
                        after: bookmark,
                        limit: Self.pageSize
                    )
                )
            }
            // What is appended while pages are read is taken in again afterwards; taking in twice changes nothing.
            if position == nil { position = size }
            let pairs = try page.map { (hash: try Hash256(hex: $0.value), entry: entry(for: $0.id, &owner)) }
            owner.index.insert(contentsOf: pairs)
            guard let last = page.last, page.count == Self.pageSize else { break }
            after = last
        }
        owner.index.settle()
        owner.position = position ?? 0
        owner.mayBeHalfBefore = store.journalGrowth.size
    }

    private func entry(for signal: ID<Signal>, _ owner: inout Owner) -> UInt32 {
        if let entry = owner.entries[signal] { return entry }
        let entry = signals.withLock { signals -> UInt32 in
            signals.append(signal)
            return UInt32(signals.count - 1)
        }
        owner.entries[signal] = entry
        return entry
    }

    private func follow(_ owner: inout Owner, to size: Int64) async throws {
        while owner.position < size {
            let from = owner.position
            let changed = try await store.read { reading -> (next: Int64, signals: [Signal]) in
                let events = try reading.events(EventQuery(from: from, limit: 1000))
                let subjects = Set(
                    try events.flatMap { try $0.effects() }
                        .filter { $0.type.hasPrefix(Signal.name + ".") }.map { ID<Signal>($0.subject) }
                )
                let signals = try subjects.compactMap { try reading.load(Signal.self, $0) }
                return ((events.last?.position).map { $0 + 1 } ?? from, signals)
            }
            for signal in changed.signals { try take(signal, &owner) }
            guard changed.next > from else { return }
            owner.position = changed.next
        }
    }

    private func take(_ signal: Signal, _ owner: inout Owner) throws {
        let hashes = signal.fingerprints.filter { $0.kind == .pdq }
        guard signal.isLive, !hashes.isEmpty else {
            if let entry = owner.entries.removeValue(forKey: signal.id) { _ = owner.index.remove(entry: entry) }
            return
        }
        if let known = owner.entries[signal.id] {
            // The fingerprints of a signal never change, so one that is in the index already stays as it is.
            guard owner.position < owner.mayBeHalfBefore else { return }
            _ = owner.index.remove(entry: known)
        }
        let entry = entry(for: signal.id, &owner)
        for hash in hashes { owner.index.insert(try Hash256(hex: hash.value), entry: entry) }
    }
}
