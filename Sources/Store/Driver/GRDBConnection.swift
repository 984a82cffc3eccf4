import Foundation
import GRDB
import Services

/// Runs the store's statements on SQLite through GRDB.
package final class GRDBConnection: SQLConnection {
    private let database: Database
    package private(set) var isDiskUnknown = false
    /// How many statements were run.
    package private(set) var statementCount = 0

    package init(_ database: Database) {
        self.database = database
    }

    /// A kept statement costs a third of a fresh one.
    private func statement(_ sql: String, _ binds: [SQLValue]) throws -> Statement {
        statementCount += 1
        let statement = try database.cachedStatement(sql: sql)
        try statement.setArguments(StatementArguments(try binds.map { try $0.databaseValue }))
        return statement
    }

    @discardableResult
    package func execute(_ sql: String, _ binds: [SQLValue]) throws(StoreError) -> Int {
        do {
            try statement(sql, binds).execute()
            return database.changesCount
        } catch {
            isDiskUnknown = isDiskUnknown || StoreError.leavesDiskUnknown(error)
            throw StoreError(sqlite: error)
        }
    }

    package func query(_ sql: String, _ binds: [SQLValue]) throws(StoreError) -> [SQLRow] {
        do {
            var rows: [SQLRow] = []
            let cursor = try Row.fetchCursor(try statement(sql, binds))
            while let row = try cursor.next() {
                rows.append(SQLRow((0..<row.count).map { SQLValue(row[$0] as DatabaseValue) }))
            }
            return rows
        } catch {
            throw StoreError(sqlite: error)
        }
    }

    package func columns(of table: String) throws(StoreError) -> [String: SQLColumnKind] {
        do {
            guard try database.tableExists(table) else { return [:] }
            let columns = try database.columns(in: table).map { ($0.name, SQLColumnKind(declared: $0.type)) }
            return Dictionary(columns, uniquingKeysWith: { first, _ in first })
        } catch {
            throw StoreError(sqlite: error)
        }
    }

    package func beginWriting() throws(StoreError) {
        try execute("BEGIN IMMEDIATE")
    }

    package var isInTransaction: Bool { database.isInsideTransaction }

    /// The table's pages were overwritten with zeros (`secure_delete`).
    ///
    /// An index whose pages were joined keeps copies of values beside its cells, so it is built anew, and the pages that it
    /// leaves are overwritten. What was before still stands in the write-ahead log until that is emptied.
    package func purgeErased() throws(StoreError) {
        try execute("REINDEX sealed_parts_by_key")
        do {
            _ = try database.checkpoint(.truncate)
        } catch {
            throw StoreError(sqlite: error)
        }
    }

    package func structuralProblem() throws(StoreError) -> String? {
        let answer = try query("PRAGMA integrity_check(1)").first?.text(0)
        return answer == "ok" ? nil : answer
    }
}

extension SQLColumnKind {
    fileprivate init(declared type: String) {
        switch type.uppercased() {
        case "TEXT": self = .text
        case "BIGINT": self = .integer
        case "BYTEA": self = .bytes
        default: self = .other
        }
    }
}

extension SQLValue {
    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let value): self = .integer(value)
        case .double(let value): self = .real(value)
        case .string(let value): self = .text(value)
        case .blob(let value): self = .bytes([UInt8](value))
        }
    }

    fileprivate var databaseValue: DatabaseValue {
        get throws {
            switch self {
            case .null: return .null
            case .integer(let value): return value.databaseValue
            case .real(let value): return value.databaseValue
            case .bytes(let value): return Data(value).databaseValue
            case .text(let value):
                // SQLite would cut the text off there, PostgreSQL refuse it.
                guard !value.utf8.contains(0) else {
                    throw StoreError(.databaseFailed, "A text holds the character U+0000, which can't be stored.")
                }
                return value.databaseValue
            }
        }
    }
}
