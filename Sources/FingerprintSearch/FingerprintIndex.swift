public import Fingerprints

/// Every entry within a Hamming radius, exactly, while entries come and go.
///
/// One owner changes the index and hands out snapshots; queries run on snapshots. An entry may hold several hashes,
/// the same hash may stand under several entries, and a pair inserted twice counts twice.
///
/// **How it is kept.** New hashes gather in a small unsorted *front*. A full front becomes a *segment*, an immutable
/// sorted run. Segments are merged as they grow in number, so that their sizes fall geometrically, and large ones get
/// tables to search by (see `ChunkTables`). A removal only marks rows; a segment with many marks is rewritten. Nothing
/// ever rebuilds the whole because of one entry (the log-structured merge-tree of O'Neil, Cheng, Gawlick and O'Neil,
/// Acta Informatica 33, 1996).
///
/// **Who merges.** Small merges, of fewer than 32,768 rows, happen within `insert`. Large ones are only offered:
///
///     if let merge = index.pendingMerge() {       // with the owner
///         let merged = merge.run()                // anywhere else; may take seconds
///         index.install(merged)                   // with the owner; what was removed meanwhile stays removed
///     }
///
/// or done on the spot by `settle()`. An index whose merges are put off stays exact; queries slow down by about half a
/// nanosecond for each hash that waits.
///
/// **Costs.** `insert` is amortised O(log *n*) with its merges, and at worst O(1): one small merge, whatever *n* is.
/// `remove` is O(log *n*) per segment and copies at most *n* / 8 bytes when a snapshot is out. `snapshot` is O(1), and
/// makes the next insertion copy the front, at most 1,024 rows. Memory is 132 bytes a hash, and 4.2 MB for each segment
/// with tables.
public struct FingerprintIndex: Sendable {
    var segments: [LiveSegment] = []
    private var front = Front()
    let tuning: IndexTuning

    /// Creates an empty index.
    public init() {
        self.init(tuning: IndexTuning())
    }

    /// Creates an empty index with other sizes, for tests and measurements.
    package init(tuning: IndexTuning) {
        self.tuning = tuning
    }

    init(segment: Segment) {
        self.init()
        if segment.rows.count > 0 {
            segments = [LiveSegment(segment: segment)]
        }
    }

    /// The number of hashes held, counting each under each of its entries.
    public var count: Int { front.count + segments.reduce(0) { $0 + $1.count } }

    /// The bytes of rows and tables.
    package var byteCount: Int {
        segments.reduce(36 * front.count) { $0 + 36 * $1.segment.rows.count + ($1.segment.tables?.byteCount ?? 0) }
    }

    /// The number of hashes left in each segment, the front last.
    package var layout: [Int] { segments.map(\.count) + [front.count] }

    /// Adds a hash under an entry.
    ///
    /// - Parameters:
    ///   - hash: the hash to find.
    ///   - entry: what a search reports for it.
    /// - Complexity: see `FingerprintIndex`; never depends on how much is held.
    public mutating func insert(_ hash: Hash256, entry: UInt32) {
        front.append(hash, entry: entry)
        sealFullFront()
    }

    /// Adds many hashes at once, faster than one by one.
    ///
    /// Call `settle()` or run the pending merge afterwards, as the hashes are scanned until then.
    ///
    /// - Parameter pairs: hashes with their entries.
    /// - Complexity: O(*k* log *k*) for *k* pairs, O(*k*) when entries ascend.
    public mutating func insert(contentsOf pairs: some Sequence<(hash: Hash256, entry: UInt32)>) {
        front.reserve(pairs.underestimatedCount)
        for pair in pairs {
            front.append(pair.hash, entry: pair.entry)
        }
        sealFullFront()
    }

    /// Removes all hashes of an entry; it can be inserted again later.
    ///
    /// - Parameter entry: the entry.
    /// - Returns: how many hashes it held.
    @discardableResult
    public mutating func remove(entry: UInt32) -> Int {
        var removed = front.remove(entry: entry)
        for place in segments.indices {
            removed += segments[place].remove(entry: entry)
        }
        // A large empty segment may be the source of a merge that is under way; that merge, or the next, drops it.
        let plainRowsMax = tuning.plainRowsMax
        segments.removeAll { $0.count == 0 && $0.segment.rows.count < plainRowsMax }
        return removed
    }

    /// The index as it is now, for queries.
    ///
    /// - Returns: an immutable view that shares this index's memory.
    /// - Complexity: O(1).
    public func snapshot() -> IndexSnapshot {
        IndexSnapshot(segments: segments, front: front, tuning: tuning)
    }

    /// Whether a segment is small enough to be merged within `insert`.
    func isPlain(_ segment: LiveSegment) -> Bool {
        segment.segment.rows.count < tuning.plainRowsMax
    }

    private mutating func sealFullFront() {
        guard front.count >= tuning.frontRowsMax else { return }
        let sealed = Segment(rows: SegmentRows(words: front.words, entries: front.entries), tables: nil)
        front = Front()
        let small = segments.filter(isPlain) + [LiveSegment(segment: sealed)]
        segments = segments.filter { !isPlain($0) }
        segments.append(LiveSegment(segment: Segment(rows: SegmentRows.merging(small), tables: nil)))
    }
}
