import Services

/// A connection for whoever reads and writes amid a closure: the rows of all states are settled before each statement, so
/// that a search finds what was just recorded.
final class SettlingConnection: SQLConnection {
    private let connection: any SQLConnection
    private let states: StateWriter

    init(_ connection: any SQLConnection, _ states: StateWriter) {
        (self.connection, self.states) = (connection, states)
    }

    func execute(_ sql: String, _ binds: [SQLValue]) throws(StoreError) -> Int {
        try states.settle()
        return try connection.execute(sql, binds)
    }

    func query(_ sql: String, _ binds: [SQLValue]) throws(StoreError) -> [SQLRow] {
        try states.settle()
        return try connection.query(sql, binds)
    }

    func columns(of table: String) throws(StoreError) -> [String: SQLColumnKind] { try connection.columns(of: table) }
    func beginWriting() throws(StoreError) { try connection.beginWriting() }
    var isInTransaction: Bool { connection.isInTransaction }
    var isDiskUnknown: Bool { connection.isDiskUnknown }
    func purgeErased() throws(StoreError) { try connection.purgeErased() }
    func structuralProblem() throws(StoreError) -> String? { try connection.structuralProblem() }
}
