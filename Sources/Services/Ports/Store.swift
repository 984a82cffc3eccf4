import Cooperation

/// Where the journal and the state live: one writer, many readers.
package protocol Store: Sendable {
    /// Reads from one consistent state. Readers never wait for the writer.
    ///
    /// - Parameter body: what is read; runs on a reader's thread, never on Swift's cooperative pool.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws; `StoreError` where the database fails.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreReading) throws -> Result
    ) async throws -> Result

    /// Runs one use case's closure in a transaction and returns after it was durably committed.
    ///
    /// Closures run one at a time, in the order they came, on the writer's own thread. Closures that wait together share
    /// one transaction, each within a savepoint of its own: one that throws undoes its own work only. Where the commit
    /// fails, all of them fail.
    ///
    /// - Parameter body: reads, decides and appends; may be run once only.
    /// - Returns: what `body` returns, after the commit.
    /// - Throws: what `body` throws; `StoreError` where the database fails.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result
    ) async throws -> Result

    /// Whether it still records; a store whose disk failed a sync does not, until the node is started again.
    var takesWrites: Bool { get }

    /// How many closures wait for the writer.
    var waitingWrites: Int { get }

    /// Tells readers how far the journal has been committed.
    var journalGrowth: JournalGrowth { get }
}
