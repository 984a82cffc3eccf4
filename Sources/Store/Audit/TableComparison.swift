import Services

/// Compares tables as they are with the same tables as they follow from the journal, row by row in order of the key.
struct TableComparison {
    let stored: any SQLConnection
    let replayed: any SQLConnection

    private struct Table {
        let name: String
        let page: String
        let columns: [String]
        let keyColumns: Range<Int>
        /// The column that says in a finding which row it is; never one that may hold content.
        let namingColumn: Int
    }

    /// Compares the rows of one kind of aggregate.
    ///
    /// - Returns: how many rows are equal.
    func compareAggregates(_ layout: AggregateLayout) throws -> Int64 {
        try compare(
            Table(
                name: layout.table,
                page: layout.page,
                columns: layout.allColumns,
                keyColumns: 0..<1,
                namingColumn: 0
            )
        )
    }

    /// Compares the lookup keys of all aggregates.
    ///
    /// - Returns: how many keys are equal.
    func compareLookups() throws -> Int64 {
        let page = """
            SELECT aggregate, scope, value, id FROM lookups WHERE (aggregate, scope, value, id) > (?, ?, ?, ?)
            ORDER BY aggregate, scope, value, id LIMIT ?
            """
        return try compare(
            Table(
                name: "lookups",
                page: page,
                columns: ["aggregate", "scope", "value", "id"],
                keyColumns: 0..<4,
                namingColumn: 3
            )
        )
    }

    private func compare(_ table: Table) throws -> Int64 {
        var storedRows = PagedRows(stored, table.page, keyColumns: table.keyColumns)
        var replayedRows = PagedRows(replayed, table.page, keyColumns: table.keyColumns)
        var count: Int64 = 0
        while true {
            let (found, expected) = (try storedRows.next(), try replayedRows.next())
            guard let expected else {
                guard let found else { break }
                throw finding(table, found, "The row does not follow from the journal.")
            }
            guard let found else { throw finding(table, expected, "The row is missing.") }
            let foundKey = found.values[table.keyColumns]
            let expectedKey = expected.values[table.keyColumns]
            if foundKey != expectedKey {
                throw precedes(foundKey, expectedKey)
                    ? finding(table, found, "The row does not follow from the journal.")
                    : finding(table, expected, "The row is missing.")
            }
            if let column = table.columns.indices.first(where: { found.values[$0] != expected.values[$0] }) {
                throw finding(table, expected, "It is not what follows from the journal.", table.columns[column])
            }
            count += 1
        }
        // A key that is empty comes before the first page.
        guard try rowCount(table) == count else {
            throw AuditFinding(table: table.name, problem: "There are rows without a key.")
        }
        return count
    }

    private func rowCount(_ table: Table) throws -> Int64 {
        try stored.query("SELECT COUNT(*) FROM \(table.name)").first?.integer(0) ?? 0
    }

    private func precedes(_ left: ArraySlice<SQLValue>, _ right: ArraySlice<SQLValue>) -> Bool {
        for (left, right) in zip(left, right) where left != right {
            guard case .text(let left) = left, case .text(let right) = right else { return true }
            return left.utf8.lexicographicallyPrecedes(right.utf8)
        }
        return false
    }

    private func finding(_ table: Table, _ row: SQLRow, _ problem: String, _ column: String? = nil) -> AuditFinding {
        let name: String? = if case .text(let name) = row.values[table.namingColumn] { "id \(name)" } else { nil }
        return AuditFinding(table: table.name, row: name, column: column, problem: problem)
    }
}
