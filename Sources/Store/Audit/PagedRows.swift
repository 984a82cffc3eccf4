import Services

/// The rows of a table in order of their key, read page by page.
struct PagedRows {
    private let connection: any SQLConnection
    private let sql: String
    private let keyColumns: Range<Int>
    private var page: ArraySlice<SQLRow> = []
    private var lastKey: [SQLValue]

    /// Reads from the start.
    ///
    /// - Parameters:
    ///   - connection: where the table is.
    ///   - sql: selects the rows beyond a key, in order, up to a limit; its parameters are the key and the limit.
    ///   - keyColumns: which columns are the key.
    init(_ connection: any SQLConnection, _ sql: String, keyColumns: Range<Int>) {
        self.connection = connection
        self.sql = sql
        self.keyColumns = keyColumns
        lastKey = keyColumns.map { _ in .text("") }
    }

    mutating func next() throws(StoreError) -> SQLRow? {
        if page.isEmpty {
            page = try connection.query(sql, lastKey + [.integer(Int64(StoreLimits.rowsPerPage))])[...]
            guard let last = page.last else { return nil }
            lastKey = Array(last.values[keyColumns])
        }
        return page.popFirst()
    }
}
