/// Work that an index offers to be done away from its owner: several segments to be written as one.
public struct SegmentMerge: Sendable {
    let sources: [LiveSegment]
    let plainRowsMax: Int

    /// The number of hashes that the merge reads, to judge how long it takes: about half a microsecond each.
    public var count: Int { sources.reduce(0) { $0 + $1.count } }

    /// Writes the sources as one segment.
    ///
    /// - Returns: what `FingerprintIndex.install(_:)` takes.
    /// - Complexity: O(*n* log *s*) for *n* rows in *s* sources. Blocks for that long.
    public func run() -> MergedSegment {
        let rows = SegmentRows.merging(sources)
        let tables = rows.count < plainRowsMax ? nil : ChunkTables(rows)
        return MergedSegment(sources: sources, segment: Segment(rows: rows, tables: tables))
    }
}
