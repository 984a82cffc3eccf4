import Cooperation
import Foundation
import GRDB
import Services

/// The store in one SQLite file: a full installation in one folder.
///
/// Readers see a snapshot and never wait for the writer. Writes are durable when they are acknowledged. One process at a
/// time opens a folder.
package final class SQLiteStore: Store {
    package let journalGrowth: JournalGrowth
    let pool: DatabasePool
    let catalogue: AggregateCatalogue
    let migrations: [Migration]
    private let inbox: WriterInbox
    private let didRead: @Sendable (Int) -> Void

    /// Opens the folder's database, makes it where there is none, and brings it up to date.
    ///
    /// - Parameters:
    ///   - folder: the path of the data folder.
    ///   - registry: every aggregate of the program.
    ///   - sources: time and randomness.
    ///   - settings: how it is run.
    ///   - migrations: the schema.
    /// - Throws: `StoreError`: `locked`, `newer-schema`, `not-durable`, `cannot-write`, `damaged` or `database-failed`.
    package init(
        folder: String,
        registry: AggregateRegistry,
        sources: StoreSources,
        settings: SQLiteSettings = SQLiteSettings(),
        migrations: [Migration] = Migration.all
    ) throws(StoreError) {
        let lock = try DataFolderLock(folder: folder)
        pool = try Self.open(folder: folder, settings: settings)
        self.migrations = migrations
        let (catalogue, size) = try Self.prepare(pool, registry, settings, migrations)
        self.catalogue = catalogue
        journalGrowth = JournalGrowth(size: size)
        didRead = settings.didRead
        inbox = WriterInbox(waitingMax: settings.waitingWritesMax)
        WriterThread(
            inbox: inbox,
            pool: pool,
            lock: lock,
            catalogue: catalogue,
            sources: sources,
            settings: settings,
            growth: journalGrowth
        ).start()
    }

    deinit { inbox.close() }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreReading) throws -> Result
    ) async throws -> Result {
        let (catalogue, didRead) = (catalogue, didRead)
        do {
            return try await pool.read { database in
                let connection = GRDBConnection(database)
                defer { didRead(connection.statementCount) }
                return try body(ReadSession(connection: connection, catalogue: catalogue))
            }
        } catch {
            guard error is DatabaseError || error is StoreError else { throw error }
            // SQLite is interrupted in the middle of a statement; nothing is wrong with the database.
            if Task.isCancelled { throw CancellationError() }
            throw (error as? DatabaseError).map(StoreError.init(sqlite:)) ?? error
        }
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { caller in
            inbox.enqueue(WriteTicket(body: body, caller: caller))
        }
    }

    package var takesWrites: Bool { inbox.takesWrites }

    /// What kept the last events from being recorded, as a full disk; `nil` once some were.
    package var trouble: StoreError? { inbox.trouble }

    /// How many closures wait for the writer and are not being done yet.
    package var waitingWrites: Int { inbox.waitingCount }

    /// Does the writes that wait, refuses later ones with `closed`, ends the readers of the journal, and gives the folder
    /// free.
    package func close() async {
        inbox.close()
        await inbox.drained()
        journalGrowth.close()
    }
}
