import Cooperation
import Services

/// Applies events to the states of aggregates and writes the rows that follow from it: for the writer as it records, and
/// for the auditor as he replays.
///
/// A state is written once for all events that changed it, when ``settle()`` is called: an answer about a thousand items is
/// a thousand events, and each would write the state of a thousand items.
final class StateWriter {
    private let connection: any SQLConnection
    private let catalogue: AggregateCatalogue
    private var loaded: [Key: any Aggregate] = [:]
    /// What the rows lack yet, and in which order it changed first.
    private var unwritten: [Key: any UnwrittenState] = [:]
    private var changed: [Key] = []

    private struct Key: Hashable {
        let type: ObjectIdentifier
        let id: Identifier
    }

    init(connection: any SQLConnection, catalogue: AggregateCatalogue) {
        self.connection = connection
        self.catalogue = catalogue
    }

    /// Applies an event, and the event of an exchange that it brings; the rows follow when they are settled.
    ///
    /// - Throws: `ReplayError` where it does not follow; `StoreError`.
    func apply(_ event: JournalEvent) throws {
        for effect in try event.effects() {
            guard let type = catalogue.registry.aggregate(for: effect.type) else { continue }
            try apply(effect, to: type)
        }
    }

    /// Writes the rows of all states that changed; to be called before anybody reads rows, and before a commit.
    ///
    /// - Throws: `StoreError`; then the transaction has to be given up.
    /// - Complexity: O(*n*) in the states that changed, whatever the number of events.
    func settle() throws(StoreError) {
        guard !changed.isEmpty else { return }
        for key in changed { try unwritten[key]?.write() }
        changed.removeAll(keepingCapacity: true)
        unwritten.removeAll(keepingCapacity: true)
    }

    /// The state of one aggregate, from memory where it was used before.
    func load<A: Aggregate>(_ type: A.Type, _ id: ID<A>) throws(StoreError) -> A? {
        let key = Key(type: ObjectIdentifier(type), id: id.identifier)
        if let known = loaded[key] as? A { return known }
        let aggregate = try table(type).load(id)
        if let aggregate { try keep(aggregate, key) }
        return aggregate
    }

    /// The states of many, by id, from memory where they were used before.
    func load<A: Aggregate>(_ type: A.Type, ids: [ID<A>]) throws(StoreError) -> [ID<A>: A] {
        let kind = ObjectIdentifier(type)
        var found: [ID<A>: A] = [:]
        for id in ids { found[id] = loaded[Key(type: kind, id: id.identifier)] as? A }
        let read = try table(type).load(ids.filter { found[$0] == nil })
        for (id, aggregate) in read { try keep(aggregate, Key(type: kind, id: id.identifier)) }
        return found.merging(read) { known, _ in known }
    }

    private func apply<A: Aggregate>(_ event: JournalEvent, to type: A.Type) throws {
        let id = ID<A>(event.subject)
        let before = try load(type, id)
        let after = try A.apply(before, event)
        guard after.id == id else {
            throw ReplayError(position: event.position, reason: "\(event.type) gave the state of another \(A.name)")
        }
        let key = Key(type: ObjectIdentifier(type), id: id.identifier)
        try keep(after, key)
        let earlier = unwritten[key] as? Unwritten<A>
        if earlier == nil { changed.append(key) }
        unwritten[key] = Unwritten(
            table: try table(type),
            // What the row holds, however often the state changed since.
            before: earlier.map(\.before) ?? before,
            after: after,
            position: event.position
        )
    }

    /// Keeps a state in memory, where what is not written yet always is, so that nobody reads an older one.
    private func keep(_ aggregate: any Aggregate, _ key: Key) throws(StoreError) {
        if loaded.count >= StoreLimits.loadedAggregatesMax {
            try settle()
            loaded.removeAll(keepingCapacity: true)
        }
        loaded[key] = aggregate
    }

    private func table<A: Aggregate>(_ type: A.Type) throws(StoreError) -> AggregateTable<A> {
        AggregateTable(connection: connection, layout: try catalogue.layout(of: type))
    }
}

/// A state whose row is older.
private protocol UnwrittenState {
    func write() throws(StoreError)
}

private struct Unwritten<A: Aggregate>: UnwrittenState {
    let table: AggregateTable<A>
    /// The state that the row holds; `nil` where there is no row.
    let before: A?
    let after: A
    /// The last event that the state follows from.
    let position: Int64

    func write() throws(StoreError) { try table.write(after, replacing: before, at: position) }
}
