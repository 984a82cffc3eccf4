import Services

/// One connection to a database, used by one thread at a time.
///
/// All statements of the store are written against this, in
/// the subset of SQL that SQLite and PostgreSQL share; a driver brings nothing but the way to run them.
///
/// The subset: parameters only as `?`, in order; BIGINT, TEXT and BYTEA; texts compared byte for byte (a PostgreSQL
/// database is made with the collation C).
package protocol SQLConnection: AnyObject {
    /// Runs a statement that gives no rows.
    ///
    /// - Parameters:
    ///   - sql: the statement; it is prepared once and kept, so it must come from a small set.
    ///   - binds: the values of its parameters.
    /// - Returns: how many rows it inserted, changed or deleted.
    /// - Throws: `StoreError` where the database refused or failed.
    @discardableResult
    func execute(_ sql: String, _ binds: [SQLValue]) throws(StoreError) -> Int

    /// Runs a statement and reads all its rows.
    func query(_ sql: String, _ binds: [SQLValue]) throws(StoreError) -> [SQLRow]

    /// The columns of a table, with what they hold; empty where there is no such table.
    func columns(of table: String) throws(StoreError) -> [String: SQLColumnKind]

    /// Begins a transaction that may write, and waits for no other writer later on.
    func beginWriting() throws(StoreError)

    /// Whether a transaction is open. Databases end one by themselves when they can't go on.
    var isInTransaction: Bool { get }

    /// Whether a sync failed, so that nobody knows what reached the disk. Only a new start reads what is really there.
    var isDiskUnknown: Bool { get }

    /// Takes what was erased off the disk, as far as the database lets it; called outside transactions.
    func purgeErased() throws(StoreError)

    /// What is wrong with the database's own structures, as far as the database can tell; `nil` when nothing is.
    func structuralProblem() throws(StoreError) -> String?
}

extension SQLConnection {
    /// Runs a statement without parameters that gives no rows.
    @discardableResult
    func execute(_ sql: String) throws(StoreError) -> Int {
        try execute(sql, [])
    }

    /// Runs a statement without parameters and reads all its rows.
    func query(_ sql: String) throws(StoreError) -> [SQLRow] {
        try query(sql, [])
    }
}
