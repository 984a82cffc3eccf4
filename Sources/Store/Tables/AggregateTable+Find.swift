import Cooperation
import Services

extension AggregateTable {
    /// One page of a list.
    ///
    /// Rows with a value and rows without are two stretches, each read in the order of an index. That puts NULL last in
    /// both directions in every database, without a sort of the whole table.
    func find(_ query: AggregateQuery<A>) throws(StoreError) -> [A] {
        guard query.limit > 0 else { return [] }
        let bookmark = query.after
        switch query.order {
        case .byID:
            var filter = Filter(query.conditions, layout)
            if let bookmark { filter.add("id > ?", [.text(bookmark.id.description)]) }
            return try page(filter, order: "id", limit: query.limit)
        case .ascending(let facet):
            return try find(query, by: facet, beyond: ">", direction: "ASC")
        case .descending(let facet):
            return try find(query, by: facet, beyond: "<", direction: "DESC")
        }
    }

    func count(_ conditions: [AggregateQuery<A>.Condition]) throws(StoreError) -> Int64 {
        let filter = Filter(conditions, layout)
        let rows = try connection.query("SELECT COUNT(*) FROM \(layout.table)\(filter.clause)", filter.binds)
        return try rows.first?.integer(0) ?? 0
    }

    /// Stops counting at a bound.
    func count(_ conditions: [AggregateQuery<A>.Condition], upTo bound: Int) throws(StoreError) -> Int {
        let filter = Filter(conditions, layout)
        let rows = try connection.query(
            "SELECT COUNT(*) FROM (SELECT 1 FROM \(layout.table)\(filter.clause) LIMIT ?) AS counted",
            filter.binds + [.integer(Int64(max(0, bound)))]
        )
        return Int(try rows.first?.integer(0) ?? 0)
    }

    func counts(
        _ conditions: [AggregateQuery<A>.Condition],
        by facet: A.Facet
    ) throws(StoreError) -> [String: Int64] {
        let column = layout.column(facet)
        var filter = Filter(conditions, layout)
        filter.add("\(column) IS NOT NULL", [])
        let rows = try connection.query(
            "SELECT \(column), COUNT(*) FROM \(layout.table)\(filter.clause) GROUP BY \(column)",
            filter.binds
        )
        var counts: [String: Int64] = [:]
        for row in rows { counts[try row.text(0)] = try row.integer(1) }
        return counts
    }

    private func find(
        _ query: AggregateQuery<A>,
        by facet: A.Facet,
        beyond: String,
        direction: String
    ) throws(StoreError) -> [A] {
        let column = layout.column(facet)
        var found: [A] = []
        if query.after == nil || query.after?.value != nil {
            var filter = Filter(query.conditions, layout)
            if let bookmark = query.after, let value = bookmark.value.map(SQLValue.init) {
                // The first half lets an index find the place, the second half breaks ties.
                filter.add(
                    "\(column) \(beyond)= ? AND (\(column) \(beyond) ? OR id > ?)",
                    [value, value, .text(bookmark.id.description)]
                )
            } else {
                filter.add("\(column) IS NOT NULL", [])
            }
            found = try page(filter, order: "\(column) \(direction), id", limit: query.limit)
        }
        guard found.count < query.limit, !query.conditions.contains(where: { $0.compares(facet) }) else { return found }
        var filter = Filter(query.conditions, layout)
        filter.add("\(column) IS NULL", [])
        if let bookmark = query.after, bookmark.value == nil { filter.add("id > ?", [.text(bookmark.id.description)]) }
        return found + (try page(filter, order: "id", limit: query.limit - found.count))
    }

    private func page(_ filter: Filter, order: String, limit: Int) throws(StoreError) -> [A] {
        let rows = try connection.query(
            "SELECT document FROM \(layout.table)\(filter.clause) ORDER BY \(order) LIMIT ?",
            filter.binds + [.integer(Int64(limit))]
        )
        var found: [A] = []
        found.reserveCapacity(rows.count)
        for row in rows { found.append(try decode(row.text(0))) }
        return found
    }

    /// The conditions of a statement with the values of their parameters.
    private struct Filter {
        private var terms: [String] = []
        private(set) var binds: [SQLValue] = []

        var clause: String { terms.isEmpty ? "" : " WHERE " + terms.joined(separator: " AND ") }

        init(_ conditions: [AggregateQuery<A>.Condition], _ layout: AggregateLayout) {
            for condition in conditions {
                let (term, values) = Self.term(condition, layout)
                add(term, values)
            }
        }

        mutating func add(_ term: String, _ values: [SQLValue]) {
            terms.append(term)
            binds += values
        }

        private static func term(
            _ condition: AggregateQuery<A>.Condition,
            _ layout: AggregateLayout
        ) -> (String, [SQLValue]) {
            switch condition {
            case .equals(let facet, let value): return ("\(layout.column(facet)) = ?", [SQLValue(value)])
            case .isOneOf(let facet, let values):
                let choice = SQLChoice(values.map(SQLValue.init))
                return ("\(layout.column(facet)) IN \(choice.list)", choice.binds)
            case .isNull(let facet): return ("\(layout.column(facet)) IS NULL", [])
            case .isLess(let facet, let bound): return ("\(layout.column(facet)) < ?", [.integer(bound)])
            case .isGreater(let facet, let bound): return ("\(layout.column(facet)) > ?", [.integer(bound)])
            case .hasKey(let key): return ("EXISTS " + lookup(in: layout), binds(key))
            case .lacksKey(let key): return ("NOT EXISTS " + lookup(in: layout), binds(key))
            case .anyOf(let conditions):
                let terms = conditions.map { term($0, layout) }
                // Nothing holds where there is nothing.
                let text = terms.isEmpty ? "1 = 0" : terms.map(\.0).joined(separator: " OR ")
                return ("(\(text))", terms.flatMap(\.1))
            }
        }

        private static func lookup(in layout: AggregateLayout) -> String {
            """
            (SELECT 1 FROM lookups WHERE lookups.aggregate = ? AND lookups.scope = ? AND lookups.value = ? \
            AND lookups.id = \(layout.table).id)
            """
        }

        private static func binds(_ key: LookupKey) -> [SQLValue] {
            [.text(A.name), .text(key.scope), .text(key.value)]
        }
    }
}

extension AggregateQuery.Condition {
    /// Whether it holds for no row in which a facet is NULL.
    fileprivate func compares(_ facet: A.Facet) -> Bool {
        switch self {
        case .equals(let one, _), .isOneOf(let one, _), .isLess(let one, _), .isGreater(let one, _): one == facet
        case .isNull, .hasKey, .lacksKey, .anyOf: false
        }
    }
}

extension SQLValue {
    fileprivate init(_ value: FacetValue) {
        switch value {
        case .text(let text): self = .text(text)
        case .integer(let number): self = .integer(number)
        }
    }
}
