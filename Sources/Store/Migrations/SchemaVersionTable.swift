import Cooperation
import Services

/// How far the schema has come: one row, the number of the last migration that ran.
struct SchemaVersionTable {
    let connection: any SQLConnection

    /// Brings the schema up to date, and the rows of state with it, in one transaction: what fails leaves all as it was.
    ///
    /// - Parameters:
    ///   - migrations: all that this program knows.
    ///   - registry: every aggregate of the program, to make the rows of older data anew.
    /// - Throws: `StoreError` with `newer-schema` where a newer program has been here, before anything is changed.
    func migrate(_ migrations: [Migration], _ registry: AggregateRegistry) throws(StoreError) {
        let ordered = migrations.sorted { $0.version < $1.version }
        let reached = try version()
        guard let latest = ordered.last?.version, reached != latest else { return }
        guard reached < latest else { throw Self.newer(reached) }
        try connection.beginWriting()
        do {
            for migration in ordered where migration.version > reached {
                for statement in migration.statements { try connection.execute(statement) }
            }
            try setVersion(latest)
            if reached > 0 { try StateDerivation(connection, registry).run() }
            try connection.execute("COMMIT")
        } catch {
            if connection.isInTransaction { try connection.execute("ROLLBACK") }
            throw error
        }
    }

    /// Makes sure that the data are as this program has them, for whoever does not migrate.
    ///
    /// - Parameter migrations: all that this program knows.
    /// - Throws: `StoreError` with `newer-schema` or `older-schema`.
    func demand(_ migrations: [Migration]) throws(StoreError) {
        let (reached, latest) = (try version(), migrations.map(\.version).max() ?? 0)
        guard reached <= latest else { throw Self.newer(reached) }
        guard reached == latest else {
            throw StoreError(
                .olderSchema,
                "The data are those of an older Perisai (schema \(reached); this program has \(latest)). Use the program "
                    + "that serves them, or let this one serve them once."
            )
        }
    }

    private static func newer(_ reached: Int64) -> StoreError {
        StoreError(.newerSchema, "The data were written by a newer Perisai (schema \(reached)). Start that one.")
    }

    private func version() throws(StoreError) -> Int64 {
        guard try !connection.columns(of: "schema_version").isEmpty else { return 0 }
        return try connection.query("SELECT version FROM schema_version").first?.integer(0) ?? 0
    }

    private func setVersion(_ version: Int64) throws(StoreError) {
        try connection.execute("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)")
        try connection.execute("DELETE FROM schema_version")
        try connection.execute("INSERT INTO schema_version (version) VALUES (?)", [.integer(version)])
    }
}
