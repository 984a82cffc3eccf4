import Cooperation
import Services

/// Makes the rows of state anew from the journal, as this program reads its events.
///
/// A newer program may take more from an old event than the one that recorded it did: a facet that is searched for, a key by
/// which something is looked up. Rows that an older program wrote would lack it, and nothing that is found by it would be.
struct StateDerivation {
    private let connection: any SQLConnection
    private let catalogue: AggregateCatalogue

    /// - Parameters:
    ///   - connection: the database, with the schema of this program, within a transaction.
    ///   - registry: every aggregate of the program.
    /// - Throws: `StoreError` where the tables are not those that the aggregates ask for.
    init(_ connection: any SQLConnection, _ registry: AggregateRegistry) throws(StoreError) {
        self.connection = connection
        catalogue = try AggregateCatalogue(registry, connection: connection)
    }

    /// Empties the tables of state and applies every event again.
    ///
    /// - Throws: `StoreError`, `damaged` where an event does not follow from those before it.
    /// - Complexity: O(*n*) in events; memory does not grow with them.
    func run() throws(StoreError) {
        for layout in catalogue.all { try connection.execute("DELETE FROM \(layout.table)") }
        try connection.execute("DELETE FROM lookups")
        let (events, states) = (
            EventsTable(connection: connection), StateWriter(connection: connection, catalogue: catalogue)
        )
        var position: Int64 = 0
        while true {
            let page = try events.rows(from: position, limit: StoreLimits.rowsPerPage)
            guard let last = page.last else { return try states.settle() }
            for row in page { try apply(row.event, states) }
            position = last.event.position + 1
        }
    }

    private func apply(_ event: JournalEvent, _ states: StateWriter) throws(StoreError) {
        do {
            try states.apply(event)
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(
                .damaged,
                "The data can't be brought up to date: event \(event.position) does not follow from those before it. "
                    + "Nothing was changed; run 'perisai log verify' of the program that served them."
            )
        }
    }
}
