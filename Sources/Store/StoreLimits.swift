/// How much is read or kept at once.
enum StoreLimits {
    /// How many rows a scan reads at a time.
    static let rowsPerPage = 500
    /// How many values one statement chooses among; a page of a list has fewer.
    static let choicesPerStatement = 1024
    /// How many aggregates a replay keeps in memory.
    static let loadedAggregatesMax = 4096
    /// How many replayed events share one transaction of the auditor's own database.
    static let replayedEventsPerCommit = 10_000
    /// How many closures may wait for the writer; more are refused at once.
    static let waitingWritesMax = 10_000
    /// The stack of the writer's thread, in bytes; states are decoded on it.
    static let writerStackBytes = 8 << 20
}
