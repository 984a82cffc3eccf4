import Cooperation
import Services

/// Applies events to the states of aggregates and writes the rows that follow from it: for the writer as it records, and
/// for the auditor as he replays.
final class StateWriter {
    private let connection: any SQLConnection
    private let catalogue: AggregateCatalogue
    private var loaded: [Key: any Aggregate] = [:]

    private struct Key: Hashable {
        let type: ObjectIdentifier
        let id: Identifier
    }

    init(connection: any SQLConnection, catalogue: AggregateCatalogue) {
        self.connection = connection
        self.catalogue = catalogue
    }

    /// Applies an event, and the event of an exchange that it brings.
    ///
    /// - Throws: `ReplayError` where it does not follow; `StoreError`.
    func apply(_ event: JournalEvent) throws {
        for effect in try event.effects() {
            guard let type = catalogue.registry.aggregate(for: effect.type) else { continue }
            try apply(effect, to: type)
        }
    }

    /// The state of one aggregate, from memory where it was used before.
    func load<A: Aggregate>(_ type: A.Type, _ id: ID<A>) throws(StoreError) -> A? {
        let key = Key(type: ObjectIdentifier(type), id: id.identifier)
        if let known = loaded[key] as? A { return known }
        let aggregate = try table(type).load(id)
        if let aggregate { keep(aggregate, key) }
        return aggregate
    }

    /// The states of many, by id, from memory where they were used before.
    func load<A: Aggregate>(_ type: A.Type, ids: [ID<A>]) throws(StoreError) -> [ID<A>: A] {
        let kind = ObjectIdentifier(type)
        var found: [ID<A>: A] = [:]
        for id in ids { found[id] = loaded[Key(type: kind, id: id.identifier)] as? A }
        let read = try table(type).load(ids.filter { found[$0] == nil })
        for (id, aggregate) in read { keep(aggregate, Key(type: kind, id: id.identifier)) }
        return found.merging(read) { known, _ in known }
    }

    private func apply<A: Aggregate>(_ event: JournalEvent, to type: A.Type) throws {
        let id = ID<A>(event.subject)
        let before = try load(type, id)
        let after = try A.apply(before, event)
        guard after.id == id else {
            throw ReplayError(position: event.position, reason: "\(event.type) gave the state of another \(A.name)")
        }
        try table(type).write(after, replacing: before, at: event.position)
        keep(after, Key(type: ObjectIdentifier(type), id: id.identifier))
    }

    private func keep(_ aggregate: any Aggregate, _ key: Key) {
        if loaded.count >= StoreLimits.loadedAggregatesMax { loaded.removeAll(keepingCapacity: true) }
        loaded[key] = aggregate
    }

    private func table<A: Aggregate>(_ type: A.Type) throws(StoreError) -> AggregateTable<A> {
        AggregateTable(connection: connection, layout: try catalogue.layout(of: type))
    }
}
