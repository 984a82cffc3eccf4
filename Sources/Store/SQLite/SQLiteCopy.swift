import Cooperation
import GRDB
import Glibc
import Services
import TransparencyLog

/// Copies of a store's database, made and verified while somebody else may write to it.
package enum SQLiteCopy {
    /// How long a copy waits for a program that holds the file, in seconds.
    private static let busyTimeoutSeconds = 30.0

    /// Copies the database of a data folder as it is at one moment; whoever serves the folder goes on.
    ///
    /// What was erased is not in the copy, not even in free pages.
    ///
    /// - Parameters:
    ///   - folder: the data folder.
    ///   - path: the new file, for its owner alone.
    ///   - migrations: the schema.
    /// - Throws: `StoreError`: `newer-schema`, `older-schema` where the data have not been brought up to date by this
    ///   program, `cannot-write` also where there is such a file already.
    package static func make(of folder: String, at path: String, migrations: [Migration] = Migration.all) async throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("made") }
        defer { Glibc.close(descriptor) }
        do {
            let source = try DatabaseQueue(
                path: SQLiteStore.databasePath(folder: folder),
                configuration: configuration(isReadOnly: false)
            )
            try await source.writeWithoutTransaction { database in
                try SchemaVersionTable(connection: GRDBConnection(database)).demand(migrations)
                try database.execute(sql: "VACUUM INTO ?", arguments: [path])
            }
            try source.close()
        } catch {
            throw StoreError(sqlite: error)
        }
        // SQLite leaves that to whoever asked for the copy.
        guard fsync(descriptor) == 0 else { throw failure("written") }
    }

    /// Proves that nothing in a copy was changed, and that it holds what was signed last.
    ///
    /// - Parameters:
    ///   - path: the copy; it is only read.
    ///   - registry: every aggregate of the program.
    ///   - migrations: the schema.
    ///   - verifierKey: the key of the log.
    ///   - signed: the checkpoint that was signed last, where there is one.
    ///   - progress: told about every page of events and every table.
    /// - Returns: the report; its finding is `nil` where all is well.
    /// - Throws: `StoreError` where the audit could not be done.
    package static func audit(
        at path: String,
        registry: AggregateRegistry,
        migrations: [Migration] = Migration.all,
        verifierKey: NoteVerifierKey,
        signed: Checkpoint?,
        progress: @escaping @Sendable (AuditProgress) -> Void
    ) async throws -> AuditReport {
        do {
            let copy = try DatabaseQueue(path: path, configuration: configuration(isReadOnly: true))
            let report = try await copy.read { database in
                try SQLiteStore.audit(
                    database,
                    registry: registry,
                    migrations: migrations,
                    verifierKey: verifierKey,
                    signed: signed,
                    progress: progress
                )
            }
            try copy.close()
            return report
        } catch {
            throw StoreError(sqlite: error)
        }
    }

    private static func configuration(isReadOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.busyMode = .timeout(busyTimeoutSeconds)
        configuration.foreignKeysEnabled = false
        return configuration
    }

    private static func failure(_ verb: String) -> StoreError {
        StoreError(.cannotWrite, "The copy can't be \(verb) (\(String(cString: strerror(errno)))).")
    }
}
