import Cooperation
import GRDB
import Services
import TransparencyLog

extension SQLiteStore {
    /// Audits the journal, the log and the state as they are at this moment; reads and writes go on meanwhile.
    ///
    /// - Parameters:
    ///   - verifierKey: the key of the log, by which checkpoints' signatures are verified; `nil` leaves that out.
    ///   - signed: a checkpoint from outside the database, which the log must hold.
    ///   - progress: told about every page of events and every table.
    /// - Returns: the report; its finding is `nil` where all is well.
    /// - Throws: `StoreError` where the audit could not be done.
    package func audit(
        verifierKey: NoteVerifierKey? = nil,
        signed: Checkpoint? = nil,
        progress: @escaping @Sendable (AuditProgress) -> Void = { _ in }
    ) async throws -> AuditReport {
        let registry = catalogue.registry
        let migrations = self.migrations
        do {
            return try await pool.read { database in
                try Self.audit(
                    database,
                    registry: registry,
                    migrations: migrations,
                    verifierKey: verifierKey,
                    signed: signed,
                    progress: progress
                )
            }
        } catch let error as DatabaseError {
            throw StoreError(sqlite: error)
        }
    }

    static func audit(
        _ database: Database,
        registry: AggregateRegistry,
        migrations: [Migration],
        verifierKey: NoteVerifierKey?,
        signed: Checkpoint?,
        progress: @escaping @Sendable (AuditProgress) -> Void
    ) throws -> AuditReport {
        let journal = GRDBConnection(database)
        return try scratch().inDatabase { scratch in
            let replay = GRDBConnection(scratch)
            try replay.execute("PRAGMA synchronous = OFF")
            _ = try replay.query("PRAGMA journal_mode = OFF")
            return try JournalAudit(
                journal: journal,
                replay: replay,
                registry: registry,
                migrations: migrations,
                verifierKey: verifierKey,
                signed: signed,
                progress: progress
            ).run()
        }
    }

    /// A database that SQLite keeps in a nameless temporary file, spilling to the disk what does not fit its cache.
    private static func scratch() throws -> DatabaseQueue {
        var configuration = Configuration()
        // What an audit breaks off is thrown away as it is.
        configuration.allowsUnsafeTransactions = true
        configuration.foreignKeysEnabled = false
        return try DatabaseQueue(path: "", configuration: configuration)
    }
}
