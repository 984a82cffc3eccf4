import CSearchKernels

/// The sixteen tables that lead from a chunk of 16 bits to the rows that have it.
///
/// Exact search in the manner of multi-index hashing (Norouzi, Punjani and Fleet, "Fast Exact Search in Hamming Space
/// with Multi-Index Hashing", IEEE TPAMI 36(6), 2014): a row within 31 bits of the query differs by at most one bit in
/// one of sixteen chunks, so 16 x 17 buckets hold every hit.
///
/// **What lies in a bucket, and why.** The pigeonhole is used a second time. The chunks form eight pairs; a row within
/// 31 bits differs by at most three in some pair, and then by at most one in a chunk of that pair. So each bucket needs
/// to hold, next to the reference to the row, only the row's *partner*, the pair's other 16 bits: asking that the pair
/// differ by at most three rejects 997 of 1,000 candidates that are there by chance, before any row is read. The
/// alternatives were measured on a million hashes: references alone cost 53 to 82 microseconds a query, since each of
/// 4,200 candidates is a read from far memory; references with 96 bits of the row cost 21 to 35 microseconds and 256
/// bytes a row. Partners take 5 to 14 microseconds and 96 bytes a row (2 + 4 in each of 16 tables): a bucket's partners
/// are mostly one cache line, which one vector instruction compares. They lie in an array of their own, so that
/// references are read for the few survivors only.
///
/// Nothing is written during a query. A row that several buckets lead to is reported from the first of them in the
/// order of the plan, which the row itself tells, so queries share nothing and need no marks.
///
/// Memory: 96 bytes a row and 4.2 MB of offsets.
struct ChunkTables: Sendable {
    private let offsets: FrozenMemory<UInt32>
    private let partners: FrozenMemory<UInt16>
    private let references: FrozenMemory<UInt32>

    /// Builds the tables of some rows.
    ///
    /// - Parameter rows: fewer than 2^32 rows.
    /// - Complexity: O(*n*), about half a microsecond a row.
    init(_ rows: SegmentRows) {
        let count = rows.count
        let tableCount = Int(CSEARCH_CHUNK_COUNT)
        let offsetCount = Int(CSEARCH_BUCKET_COUNT) + 1
        let offsets = MemoryBuilder<UInt32>(count: tableCount * offsetCount)
        let partners = MemoryBuilder<UInt16>(count: tableCount * count, padding: Int(CSEARCH_PARTNER_PADDING))
        let references = MemoryBuilder<UInt32>(count: tableCount * count)
        withExtendedLifetime(rows) {
            for table in 0..<tableCount {
                csearch_build_table(
                    rows.words.start,
                    count,
                    UInt32(table),
                    offsets.start + table * offsetCount,
                    partners.start + table * count,
                    references.start + table * count
                )
            }
        }
        self.offsets = offsets.freeze()
        self.partners = partners.freeze()
        self.references = references.freeze()
    }

    /// The bytes held.
    var byteCount: Int { 4 * offsets.count + 2 * partners.count + 4 * references.count }

    /// Passes each row within the radius to the sink.
    ///
    /// - Returns: whether all were passed; if not, the work would have exceeded the budget, and what was passed is to
    ///   be thrown away.
    func probe(
        _ rows: SegmentRows,
        _ query: SegmentQuery,
        budget: UInt64,
        sink: csearch_sink,
        context: UnsafeMutableRawPointer
    ) -> Bool {
        withExtendedLifetime((self, rows)) {
            var tables = csearch_tables(
                rows: rows.words.start,
                row_count: rows.count,
                offsets: offsets.start,
                partners: partners.start,
                references: references.start
            )
            return csearch_probe(query.kernel.variant, &tables, query.words, query.radius, budget, sink, context) != 0
        }
    }
}
