import Cooperation
import GRDB
import Glibc
import Services

extension SQLiteStore {
    /// The database's file in a data folder.
    package static func databasePath(folder: String) -> String { folder + "/perisai.sqlite" }

    /// The version of SQLite that runs.
    package static var libraryVersion: String {
        (try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }) ?? "unknown"
    }

    /// Makes sure that the data of a folder are as this program has them, without changing them.
    ///
    /// - Throws: `StoreError`: `newer-schema`, `older-schema`, `cannot-write`, `damaged` or `database-failed`.
    package static func demandSchema(folder: String) async throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(SQLiteSettings().busyTimeoutSeconds)
        do {
            let database = try DatabaseQueue(path: databasePath(folder: folder), configuration: configuration)
            try await database.read { try SchemaVersionTable(connection: GRDBConnection($0)).demand(Migration.all) }
            try database.close()
        } catch {
            throw StoreError(sqlite: error)
        }
    }

    static func open(folder: String, settings: SQLiteSettings) throws(StoreError) -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "perisai"
        configuration.busyMode = .timeout(settings.busyTimeoutSeconds)
        configuration.maximumReaderCount = settings.readersMax
        configuration.foreignKeysEnabled = false
        // A rollback that fails must become an error of the next transaction; the driver's own answer is to crash.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            // What is erased must not stand in free pages.
            try database.execute(sql: "PRAGMA secure_delete = ON")
        }
        try makePrivate(databasePath(folder: folder))
        do {
            return try DatabasePool(path: databasePath(folder: folder), configuration: configuration)
        } catch {
            throw StoreError(sqlite: error)
        }
    }

    /// SQLite would make the file readable by everybody; it gives its companions the same permissions.
    private static func makePrivate(_ path: String) throws(StoreError) {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                .cannotWrite,
                "The database's file can't be written (\(String(cString: strerror(errno))))."
            )
        }
        Glibc.close(descriptor)
    }

    /// Makes sure that commits will be durable, migrates, and reads what the writer starts from.
    static func prepare(
        _ pool: DatabasePool,
        _ registry: AggregateRegistry,
        _ settings: SQLiteSettings,
        _ migrations: [Migration]
    ) throws(StoreError) -> (AggregateCatalogue, journalSize: Int64) {
        do {
            return try pool.writeWithoutTransaction { database in
                let connection = GRDBConnection(database)
                try demandDurability(connection, settings)
                if let pages = settings.pagesMax { _ = try connection.query("PRAGMA max_page_count = \(pages)") }
                try SchemaVersionTable(connection: connection).migrate(migrations, registry)
                return (
                    try AggregateCatalogue(registry, connection: connection),
                    try JournalTable(connection: connection).size()
                )
            }
        } catch {
            throw StoreError(sqlite: error)
        }
    }

    /// GRDB sets NORMAL when it opens a pool, so this comes after; and what counts is what SQLite says it will do.
    private static func demandDurability(
        _ connection: GRDBConnection,
        _ settings: SQLiteSettings
    ) throws(StoreError) {
        try connection.execute("PRAGMA synchronous = \(settings.synchronous.rawValue)")
        let synchronous = try connection.query("PRAGMA synchronous").first?.integer(0)
        let journalMode = try connection.query("PRAGMA journal_mode").first?.text(0)
        guard synchronous == SQLiteSettings.Synchronous.full.rawValue, journalMode == "wal" else {
            throw StoreError(
                .notDurable,
                "SQLite would not sync every commit to the disk, so the node does not start."
            )
        }
    }
}
