import CanonicalJSON
import Cooperation
import Services

/// The rows of one kind of aggregate.
struct AggregateTable<A: Aggregate> {
    let connection: any SQLConnection
    let layout: AggregateLayout

    func load(_ id: ID<A>) throws(StoreError) -> A? {
        let rows = try connection.query(layout.load, [.text(id.description)])
        return try rows.first.map { row throws(StoreError) in try decode(row.text(0)) }
    }

    /// The states of many, by id.
    func load(_ ids: [ID<A>]) throws(StoreError) -> [ID<A>: A] {
        var found: [ID<A>: A] = [:]
        for choice in SQLChoice.pages(of: ids.map { .text($0.description) }) {
            let rows = try connection.query(
                "SELECT document FROM \(layout.table) WHERE id IN \(choice.list)",
                choice.binds
            )
            for row in rows {
                let aggregate = try decode(row.text(0))
                found[aggregate.id] = aggregate
            }
        }
        return found
    }

    /// Writes the row, its facets and its lookup keys.
    ///
    /// - Parameters:
    ///   - aggregate: the state to write.
    ///   - before: the state that is written now, from which the old lookup keys are known.
    ///   - position: the event that it follows from.
    /// - Throws: `StoreError`.
    func write(_ aggregate: A, replacing before: A?, at position: Int64) throws(StoreError) {
        guard let document = try? JSONValueEncoder().encode(aggregate).canonicalString else {
            throw StoreError(.databaseFailed, "The state of \(A.name) can't be written as JSON.")
        }
        var binds: [SQLValue] = [.text(aggregate.id.description), .integer(position), .text(document)]
        for (index, facet) in A.Facet.allCases.enumerated() {
            binds.append(try layout.bind(aggregate.value(of: facet), facetAt: index))
        }
        try connection.execute(layout.upsert, binds)
        try LookupsTable(connection: connection).replace(
            before?.lookupKeys ?? [],
            with: aggregate.lookupKeys,
            aggregate: A.name,
            id: aggregate.id.identifier
        )
    }

    func decode(_ document: String) throws(StoreError) -> A {
        do {
            return try JSONValueDecoder().decode(A.self, from: JSONValue(parsing: Array(document.utf8)))
        } catch {
            throw StoreError(
                .damaged,
                "A stored state of \(A.name) does not read back. Run the verification of the log."
            )
        }
    }
}
