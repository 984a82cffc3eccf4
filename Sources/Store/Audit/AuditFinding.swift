import Services

/// The first thing that an audit found wrong: where it stands and what is wrong, without any stored value.
package struct AuditFinding: Error, Sendable, Hashable, CustomStringConvertible {
    /// The table.
    package let table: String
    /// The event's position, the aggregate's id, or the place of a tile or checkpoint.
    package let row: String?
    /// The column that differs, where it is one.
    package let column: String?
    /// What is wrong.
    package let problem: String

    package init(table: String, row: String? = nil, column: String? = nil, problem: String) {
        self.table = table
        self.row = row
        self.column = column
        self.problem = problem
    }

    package var description: String {
        "\(table)" + (row.map { ", \($0)" } ?? "") + (column.map { ", \($0)" } ?? "") + ": \(problem)"
    }
}

extension AuditFinding {
    /// Says where it was that something did not read back.
    ///
    /// - Throws: `AuditFinding` in place of a `StoreError` with `damaged`; all other errors as they are.
    static func locate<Value>(
        table: String,
        row: String? = nil,
        column: String? = nil,
        _ read: () throws -> Value
    ) throws -> Value {
        do {
            return try read()
        } catch let error as StoreError where error.code == .damaged {
            throw AuditFinding(table: table, row: row, column: column, problem: error.message)
        }
    }
}
