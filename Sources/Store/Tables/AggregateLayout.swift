import Cooperation
import Services

/// How one kind of aggregate lies in its table: its own columns, then one for each facet.
///
/// Names come from the program's types alone; no text that anybody sent becomes part of a statement.
struct AggregateLayout: Sendable {
    /// The aggregate's name.
    let name: String
    /// Its table: the name could be a word of SQL, as `case` and `key` are, so it is prefixed.
    let table: String
    /// The facets' columns, by facet.
    let columns: [String: String]
    /// The facets in the order in which rows are written.
    let facets: [String]
    let upsert: String
    let load: String
    /// Every column of a row, the id first, in order of id after a given one.
    let page: String
    private let kinds: [SQLColumnKind]

    static let ownColumns = ["id", "event_position", "document"]

    /// Lays out an aggregate as the migrations made its table.
    ///
    /// - Throws: `StoreError` where the table lacks a column that the type asks for.
    init<A: Aggregate>(_ type: A.Type, connection: any SQLConnection) throws(StoreError) {
        name = A.name
        table = Self.tableName(A.name)
        facets = A.Facet.allCases.map(\.rawValue)
        columns = Dictionary(facets.map { ($0, Self.columnName($0)) }, uniquingKeysWith: { first, _ in first })
        let names = Self.ownColumns + facets.map(Self.columnName)
        let present = try connection.columns(of: table)
        guard Set(names) == Set(present.keys), Set(names).count == names.count else {
            throw StoreError(.databaseFailed, "The table \(table) has other columns than this program writes.")
        }
        kinds = facets.map { present[Self.columnName($0)] ?? .other }
        let quoted = names.map(Self.quoted)
        let assignments = quoted.dropFirst().map { "\($0) = excluded.\($0)" }
        upsert = """
            INSERT INTO \(table) (\(quoted.joined(separator: ", ")))
            VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
            ON CONFLICT (id) DO UPDATE SET \(assignments.joined(separator: ", "))
            """
        load = "SELECT document FROM \(table) WHERE id = ?"
        page = "SELECT \(quoted.joined(separator: ", ")) FROM \(table) WHERE id > ? ORDER BY id LIMIT ?"
    }

    /// All column names in the order of `page` and `upsert`.
    var allColumns: [String] { Self.ownColumns + facets.compactMap { columns[$0] } }

    /// A facet's column, ready for a statement.
    func column(_ facet: some AggregateFacet) -> String {
        Self.quoted(columns[facet.rawValue] ?? Self.columnName(facet.rawValue))
    }

    /// The value for a facet's column, if it is of the kind that the column was declared to hold.
    ///
    /// SQLite would silently turn a number into a text or the other way round, and then compare wrongly.
    func bind(_ value: FacetValue?, facetAt index: Int) throws(StoreError) -> SQLValue {
        switch (value, kinds[index]) {
        case (nil, _): return .null
        case (.text(let text), .text): return .text(text)
        case (.integer(let number), .integer): return .integer(number)
        default:
            throw StoreError(.databaseFailed, "The facet \(facets[index]) of \(name) does not fit its column.")
        }
    }

    static func tableName(_ aggregate: String) -> String { "agg_" + columnName(aggregate) }

    /// Camel case in the program, underscores in the database.
    static func columnName(_ facet: String) -> String {
        facet.reduce(into: "") { name, letter in
            if letter.isUppercase { name += "_" }
            name += letter.lowercased()
        }
    }

    private static func quoted(_ name: String) -> String { "\"\(name)\"" }
}
