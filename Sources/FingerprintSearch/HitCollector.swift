import CSearchKernels

/// Takes rows from the kernels and makes them the hits of a search.
struct HitCollector {
    /// Entry in the upper half and distance in the lower, so that sorting puts an entry's nearest row first.
    private var found: [UInt64] = []
    private var entries: UnsafePointer<UInt32>?
    private var removed = RowSet()
    /// What it took to find them.
    private(set) var work = SearchWork()

    /// What the kernels call with each batch of hits; the context is a collector.
    static let sink: csearch_sink = { context, hits, count in
        let collector = context.assumingMemoryBound(to: HitCollector.self)
        collector.pointee.take(UnsafeBufferPointer(start: hits, count: count))
    }

    /// Reads rows one by one and collects those within the radius.
    static func scan(
        _ words: UnsafePointer<UInt64>,
        count: Int,
        _ query: SegmentQuery,
        into collector: inout HitCollector
    ) {
        collector.work.rowsRead += count
        withUnsafeMutablePointer(to: &collector) { context in
            csearch_scan(query.kernel.variant, words, count, query.words, query.radius, sink, context)
        }
    }

    /// The number of rows collected so far.
    var foundCount: Int { found.count }

    /// Says which rows the next ones are.
    ///
    /// - Parameters:
    ///   - entries: the entry of each row; must outlive the search of these rows.
    ///   - removed: the rows that no longer count.
    mutating func open(entries: UnsafePointer<UInt32>, removed: RowSet) {
        self.entries = entries
        self.removed = removed
    }

    /// Counts that the tables of a segment gave the answer.
    mutating func countTables() {
        work.tablesAsked += 1
    }

    /// Throws away what was collected after the mark.
    mutating func forget(after mark: Int) {
        found.removeLast(found.count - mark)
    }

    /// Each entry once with its smallest distance, nearest first, ties by ascending entry.
    func hits() -> [SearchHit] {
        guard !found.isEmpty else { return [] }
        let sorted = found.sorted()
        // Distances are few: counting them gives every hit its place, and keeps entries ascending within each.
        var places = Array(repeating: 0, count: 258)
        var last: UInt64?
        var best: [UInt64] = []
        best.reserveCapacity(sorted.count)
        for row in sorted where row >> 32 != last {
            last = row >> 32
            best.append(row)
            places[Int(row & 0xffff_ffff) + 1] += 1
        }
        for distance in 1..<places.count {
            places[distance] += places[distance - 1]
        }
        var hits = Array(repeating: SearchHit(entry: 0, distance: 0), count: best.count)
        for row in best {
            let distance = Int(row & 0xffff_ffff)
            hits[places[distance]] = SearchHit(entry: UInt32(truncatingIfNeeded: row >> 32), distance: distance)
            places[distance] += 1
        }
        return hits
    }

    private mutating func take(_ hits: UnsafeBufferPointer<csearch_hit>) {
        guard let entries else { return }
        for hit in hits where !removed.contains(Int(hit.row)) {
            found.append(UInt64(entries[Int(hit.row)]) << 32 | UInt64(hit.distance))
        }
    }
}
