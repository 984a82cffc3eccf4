/// The sizes and shares that decide how an index is laid out; they change its speed and never its answers.
package struct IndexTuning: Sendable {
    /// How a segment that has tables is searched.
    package enum Strategy: Sendable {
        /// By the tables while that is cheaper than reading every row.
        case automatic
        /// By reading every row.
        case scan
        /// By the tables whatever the cost, where they can answer the radius at all.
        case probe
    }

    /// Hashes gathered, unsorted, before they become a segment.
    ///
    /// A snapshot costs the next insertion a copy of these.
    package var frontRowsMax = 1024

    /// Segments below this many rows have no tables.
    ///
    /// Reading so many rows takes about as long as one search by tables, which would need 4.2 MB of offsets. The owner
    /// merges such segments itself.
    package var plainRowsMax = 16_384

    /// Segments are merged when one has fewer rows than this many times all smaller ones together.
    ///
    /// A larger ratio makes fewer segments to search and more merges: at 4, a million insertions one by one rewrite a
    /// row about 20 times, in the background, and leave four segments.
    package var mergeRatio = 4

    /// A segment is rewritten once more than one row in this many is removed.
    package var removedDivisor = 4

    /// How segments with tables are searched.
    package var strategy = Strategy.automatic

    /// The instruction set of the inner loops.
    package var kernel = SearchKernel.best

    /// Creates the tuning used in production.
    package init() {}
}
