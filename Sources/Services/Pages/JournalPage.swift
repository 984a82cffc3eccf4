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
    /// The written form of a position before which a list goes on, bound to the reader's organisation.
    package func journalCursor(_ position: Int64, for caller: Caller) -> String {
        secrets.cursorTag("journal\u{0}\(caller.organisation.id)\u{0}\(position)") + "-\(position)"
    }

    /// The position that a cursor stands for.
    ///
    /// - Throws: `Refusal` `cursor-invalid` where this node did not give it to the same organisation.
    package func journalPosition(_ cursor: String, for caller: Caller) throws(Refusal) -> Int64 {
        guard let position = cursor.split(separator: "-", maxSplits: 1).last.flatMap({ Int64($0) }),
            position >= 0,
            secrets.isValidCursor(
                "journal\u{0}\(caller.organisation.id)\u{0}\(position)",
                tag: String(cursor.prefix { $0 != "-" })
            )
        else {
            throw Refusal(.invalid, "cursor-invalid", "Follow the links from page to page, or begin anew.")
        }
        return position
    }

    /// How many acts one stretch shows at most.
    package static let journalPageLength = 50
    /// How many positions are looked through for it: all acts there, or those that pass a filter.
    ///
    /// Where a stretch ends depends on positions and on what is shown, and never on what is hidden: otherwise whoever moves
    /// the end over the journal could tell hidden acts apart by the filters that they pass.
    private static let journalScanLength = 5_000
    private static let filteredScanLength = 50_000
    /// How many acts are read at a time.
    private static let journalReadLength = 500

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
            let bounds = try reading.bounds(of: filter, before: min(until ?? size, size))
            let isFiltered = filter.types != nil || filter.subject != nil
            let length = Int64(isFiltered ? Self.filteredScanLength : Self.journalScanLength)
            let start = max(bounds.lowerBound, bounds.upperBound - length)
            let known = RememberedReading(reading)
            let visibility = EventVisibility(reading: known, reader: reader, now: now)
            var shown: [(event: JournalEvent, withheld: WithheldFields)] = []
            var end = bounds.upperBound
            while start < end, shown.count < Self.journalPageLength {
                let (events, reached) = try reading.latest(filter, in: start..<end, limit: Self.journalReadLength)
                try known.remember(whatIsKnownOf: events)
                for event in events where shown.count < Self.journalPageLength {
                    if let withheld = try visibility.withheld(of: event) { shown.append((event, withheld)) }
                }
                end = reached ?? start
            }
            let isFull = shown.count == Self.journalPageLength
            let next = isFull ? shown.last?.event.position : start
            return JournalPage(
                entries: try reading.entries(shown, for: reader.caller.organisation.id),
                next: next.flatMap { bounds.lowerBound < $0 ? $0 : nil },
                size: size,
                signedSize: try reading.latestCheckpoint()?.size ?? 0
            )
        }
    }
}

extension StoreReading {
    /// The positions among which a filter looks.
    fileprivate func bounds(of filter: JournalFilter, before end: Int64) throws -> Range<Int64> {
        let start = try filter.from.map { try firstPosition(since: $0) } ?? 0
        let end = try filter.until.map { min(end, try firstPosition(since: $0)) } ?? end
        return min(start, max(end, 0))..<max(end, 0)
    }

    /// The latest acts that pass a filter; and the position before which there may be more, where the limit was reached.
    fileprivate func latest(
        _ filter: JournalFilter,
        in positions: Range<Int64>,
        limit: Int
    ) throws -> (events: [JournalEvent], reached: Int64?) {
        var query = EventQuery(
            before: positions.upperBound,
            subject: filter.subject,
            // What came from an exchange bears its type within, of which the store does not know.
            types: filter.types.map { Array($0.union([EventReceived.type])) },
            isNewestFirst: true,
            limit: limit
        )
        query.from = positions.lowerBound
        let found = try self.events(query)
        let reached = found.count == limit ? found.last?.position : nil
        let events = try found.filter(filter.passes)
        guard let subject = filter.subject else { return (events, reached) }
        query.subject = nil
        query.types = nil
        query.innerSubject = subject
        let carriers = try self.events(query)
        let brought = try carriers.filter(filter.passes)
        // Of the two lists, the one that reached less far back says how far both are known.
        let last = [reached, carriers.count == limit ? carriers.last?.position : nil].compactMap(\.self).max()
        let all = (events + brought).filter { event in last.map { $0 <= event.position } ?? true }
        return (all.sorted { $0.position > $1.position }, last)
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
        _ shown: [(event: JournalEvent, withheld: WithheldFields)],
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
    func withheld(of event: JournalEvent) throws -> WithheldFields? {
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
