import CSearchKernels

/// An immutable part of the index: rows, and the tables to find them by when they are many.
final class Segment: Sendable {
    let rows: SegmentRows
    let tables: ChunkTables?

    init(rows: SegmentRows, tables: ChunkTables?) {
        self.rows = rows
        self.tables = tables
    }

    /// Collects every row within the radius.
    ///
    /// Tables are tried first. When flat images or large families fill the buckets of this query, so that visiting
    /// them would cost more than reading every row, the kernel gives up early and the rows are read instead; a query
    /// therefore never costs more than twice the scan.
    func search(_ query: SegmentQuery, into collector: inout HitCollector) {
        if let tables, query.strategy != .scan {
            let budget = query.strategy == .probe ? UInt64.max : UInt64(rows.count)
            let mark = collector.foundCount
            let isComplete = withUnsafeMutablePointer(to: &collector) { context in
                tables.probe(rows, query, budget: budget, sink: HitCollector.sink, context: context)
            }
            if isComplete { return collector.countTables() }
            collector.forget(after: mark)
        }
        withExtendedLifetime(rows) {
            HitCollector.scan(rows.words.start, count: rows.count, query, into: &collector)
        }
    }
}
