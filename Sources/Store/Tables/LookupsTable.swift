import Cooperation
import Services

/// Which aggregates stand under which key.
struct LookupsTable {
    let connection: any SQLConnection

    func ids<A: Aggregate>(_ type: A.Type, _ key: LookupKey, limit: Int) throws(StoreError) -> [ID<A>] {
        let rows = try connection.query(
            "SELECT id FROM lookups WHERE aggregate = ? AND scope = ? AND value = ? ORDER BY id LIMIT ?",
            [.text(A.name), .text(key.scope), .text(key.value), .integer(Int64(max(0, limit)))]
        )
        var ids: [ID<A>] = []
        for row in rows { ids.append(ID(try row.identifier(0))) }
        return ids
    }

    /// The ids under each of many keys of a scope, ascending.
    func ids<A: Aggregate>(
        _ type: A.Type,
        scope: String,
        values: Set<String>
    ) throws(StoreError) -> [String: [ID<A>]] {
        var ids: [String: [ID<A>]] = [:]
        for choice in SQLChoice.pages(of: values.sorted().map(SQLValue.text)) {
            let rows = try connection.query(
                "SELECT value, id FROM lookups WHERE aggregate = ? AND scope = ? AND value IN \(choice.list) ORDER BY id",
                [.text(A.name), .text(scope)] + choice.binds
            )
            for row in rows { ids[try row.text(0), default: []].append(ID(try row.identifier(1))) }
        }
        return ids
    }

    func keys<A: Aggregate>(
        _ type: A.Type,
        scope: String,
        after: (value: String, id: ID<A>)?,
        limit: Int
    ) throws(StoreError) -> [(value: String, id: ID<A>)] {
        // Every value and id is beyond the pair of two empty texts.
        let rows = try connection.query(
            """
            SELECT value, id FROM lookups WHERE aggregate = ? AND scope = ? AND (value, id) > (?, ?)
            ORDER BY value, id LIMIT ?
            """,
            [
                .text(A.name), .text(scope), .text(after?.value ?? ""), .text(after?.id.description ?? ""),
                .integer(Int64(max(0, limit))),
            ]
        )
        var keys: [(value: String, id: ID<A>)] = []
        for row in rows { keys.append((try row.text(0), ID(try row.identifier(1)))) }
        return keys
    }

    /// Writes the difference between the keys that an aggregate had and those that it has.
    func replace(
        _ before: Set<LookupKey>,
        with after: Set<LookupKey>,
        aggregate: String,
        id: Identifier
    ) throws(StoreError) {
        for key in before where !after.contains(key) {
            try connection.execute(
                "DELETE FROM lookups WHERE aggregate = ? AND scope = ? AND value = ? AND id = ?",
                Self.binds(key, aggregate, id)
            )
        }
        for key in after where !before.contains(key) {
            try connection.execute(
                "INSERT INTO lookups (aggregate, scope, value, id) VALUES (?, ?, ?, ?)",
                Self.binds(key, aggregate, id)
            )
        }
    }

    private static func binds(_ key: LookupKey, _ aggregate: String, _ id: Identifier) -> [SQLValue] {
        [.text(aggregate), .text(key.scope), .text(key.value), .text(id.description)]
    }
}
