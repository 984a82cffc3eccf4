import Cooperation
import TransparencyLog

/// Which acts of the journal somebody asks for.
package struct JournalFilter: Sendable, Hashable {
    /// The types of event; `nil` for all.
    package var types: Set<String>?
    /// What the acts are about.
    package var subject: Identifier?
    /// The first moment that counts.
    package var from: Timestamp?
    /// The first moment that does not count any more.
    package var until: Timestamp?

    package init(
        types: Set<String>? = nil,
        subject: Identifier? = nil,
        from: Timestamp? = nil,
        until: Timestamp? = nil
    ) {
        self.types = types
        self.subject = subject
        self.from = from
        self.until = until
    }
}

/// A stretch of the journal as far as it is open to a reader.
package struct JournalPage: Sendable {
    /// One act: what is shown of it, and its leaf in the log.
    package struct Entry: Sendable {
        package let event: JournalEvent
        package let leafHash: LogHash
        /// The organisation that acted, where the reader may know it and its name is not erased.
        package let organisation: String?
        /// The person of the reader's own organisation who acted.
        package let person: String?
    }

    /// The latest first; acts that are hidden from the reader are left out.
    package let entries: [Entry]
    /// The position before which the list goes on; `nil` at the journal's beginning.
    package let next: Int64?
    /// How many acts there are altogether.
    package let size: Int64
    /// How many of them the last signed checkpoint covers.
    package let signedSize: Int64
}

extension Node {
    /// How many acts one stretch shows at most.
    package static let journalPageLength = 50
    /// How many are looked at for it, so that a reader of few still turns few pages.
    private static let journalScanLength = 500
    /// How many times that many are looked at where most of them may be of other types.
    fileprivate static let journalStretchesMax = 10

    /// A stretch of the journal, the latest acts first.
    ///
    /// - Parameters:
    ///   - filter: which acts.
    ///   - until: the position before which it ends; `nil` for the end of the journal.
    ///   - reader: who reads.
    /// - Returns: the acts that are open to the reader.
    /// - Throws: `StoreError`.
    package func journalPage(
        _ filter: JournalFilter,
        until: Int64?,
        for reader: JournalReader
    ) async throws -> JournalPage {
        let now = clock()
        return try await store.read { reading in
            let size = try reading.journalSize()
            let stretch = try reading.latest(filter, before: until ?? size, limit: Self.journalScanLength)
            let events = stretch.events
            let known = RememberedReading(reading)
            try known.remember(whatIsKnownOf: events)
            let visibility = EventVisibility(reading: known, reader: reader, now: now)
            var shown: [(event: JournalEvent, withheld: Set<String>)] = []
            var looked = 0
            for event in events {
                guard shown.count < Self.journalPageLength else { break }
                looked += 1
                if let withheld = try visibility.withheld(of: event) { shown.append((event, withheld)) }
            }
            return JournalPage(
                entries: try reading.entries(shown, for: reader.caller.organisation.id),
                next: looked < events.count ? events[looked - 1].position : stretch.next,
                size: size,
                signedSize: try reading.latestCheckpoint()?.size ?? 0
            )
        }
    }
}

extension StoreReading {
    /// The latest acts that pass a filter, and the position before which there may be more.
    fileprivate func latest(
        _ filter: JournalFilter,
        before end: Int64,
        limit: Int
    ) throws -> (events: [JournalEvent], next: Int64?) {
        var query = EventQuery(
            before: try filter.until.map { min(end, try firstPosition(since: $0)) } ?? end,
            subject: filter.subject,
            types: filter.types.map { Array($0) },
            isNewestFirst: true,
            limit: limit
        )
        if let from = filter.from { query.from = try firstPosition(since: from) }
        guard let subject = filter.subject else { return try latest(query, passing: filter) }
        let own = try self.events(query)
        query.subject = nil
        query.types = nil
        query.innerSubject = subject
        let brought = try self.events(query).filter(filter.passes)
        let events = Array((own + brought).sorted { $0.position > $1.position }.prefix(limit))
        return (events, events.count < limit ? nil : events.last?.position)
    }

    /// The latest acts of some types: those that were recorded here, and those that came from an exchange, of which the
    /// store does not know the type.
    private func latest(
        _ query: EventQuery,
        passing filter: JournalFilter
    ) throws -> (events: [JournalEvent], next: Int64?) {
        var query = query
        if let types = filter.types { query.types = Array(types.union([EventReceived.type])) }
        var events: [JournalEvent] = []
        for _ in 0..<Node.journalStretchesMax {
            let found = try self.events(query)
            events += try found.filter(filter.passes)
            guard found.count == query.limit, let last = found.last else { return (events, nil) }
            query.before = last.position
            if events.count >= Node.journalPageLength { break }
        }
        return (events, query.before)
    }
}

extension JournalFilter {
    /// Whether an act, or what it brought from an exchange, is of a type that is asked for.
    fileprivate func passes(_ event: JournalEvent) throws -> Bool {
        guard let types else { return true }
        return try types.contains(event.effects().last?.type ?? event.type)
    }
}

extension StoreReading {
    fileprivate func entries(
        _ shown: [(event: JournalEvent, withheld: Set<String>)],
        for reader: ID<Organisation>
    ) throws -> [JournalPage.Entry] {
        let events = try shown.map { try $0.event.effects().last ?? $0.event }
        let hashes = try records(at: events.map(\.position)).map { ($0.event.position, $0.leafHash) }
        let byPosition = Dictionary(hashes, uniquingKeysWith: { first, _ in first })
        let organisations = try names(of: events.map(\.organisation))
        let people = try names(of: events.filter { $0.organisation == reader }.map { ID<Person>($0.actor) })
        return zip(events, shown).compactMap { event, shown in
            guard let leafHash = byPosition[event.position] else { return nil }
            let hidesActor = shown.withheld.contains("actor")
            return JournalPage.Entry(
                event: event,
                leafHash: leafHash,
                organisation: shown.withheld.contains("organisation") ? nil : organisations[event.organisation],
                person: hidesActor ? nil : people[ID(event.actor)]
            )
        }
    }
}

extension EventVisibility {
    /// The fields of an event that are withheld from a reader; `nil` where it does not exist for them.
    func withheld(of event: JournalEvent) throws -> Set<String>? {
        switch try answer(event) {
        case .hidden: return nil
        case .shown(let fields): return fields
        case .shared(let agreement, let fields):
            // Pages are for people of today's parties; what came before they joined is given to followers by cursor.
            guard let agreement = try reading.load(Agreement.self, agreement),
                try reading.isVisible(agreement, to: caller, for: .readAgreements)
            else { return nil }
            return fields
        }
    }
}
