/// A segment with the rows that were removed from it since it was written.
struct LiveSegment: Sendable {
    let segment: Segment
    var removed = RowSet()

    /// The number of rows left.
    var count: Int { segment.rows.count - removed.count }

    /// Removes all rows of an entry.
    ///
    /// - Returns: how many were left until now.
    /// - Complexity: O(log *n*), and a copy of *n* / 8 bytes when a snapshot shares the set.
    mutating func remove(entry: UInt32) -> Int {
        let before = removed.count
        for row in segment.rows.rows(of: entry) {
            removed.insert(row, of: segment.rows.count)
        }
        return removed.count - before
    }

    func search(_ query: SegmentQuery, into collector: inout HitCollector) {
        withExtendedLifetime(segment) {
            collector.open(entries: segment.rows.entries.start, removed: removed)
            segment.search(query, into: &collector)
        }
    }
}
