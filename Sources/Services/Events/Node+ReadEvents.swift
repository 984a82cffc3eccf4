import Cooperation
import TransparencyLog

/// One event of a slice: what is shown, and the hashes of what is not.
package struct EventSlice: Sendable {
    package let position: Int64
    package let leafHash: LogHash
    package let event: DisclosedEvent

    package init(position: Int64, leafHash: LogHash, event: DisclosedEvent) {
        self.position = position
        self.leafHash = leafHash
        self.event = event
    }
}

/// A page of a slice.
package struct EventPage: Sendable {
    package let events: [EventSlice]
    /// For each event, where to go on after it.
    package let cursors: [String]
    /// Where to go on; always there, also when nothing came.
    package let cursor: String
    /// The first position of the journal that was not looked at yet; `nil` in the midst of what was shared before.
    package let position: Int64?
}

extension Node {
    /// How many events one page holds at most.
    package static let eventsPerPageMax = 500
    /// How long a reader may wait for news.
    package static let eventWaitMax = Seconds(30)

    /// A page of the journal as far as it is open to the caller's organisation.
    ///
    /// - Parameters:
    ///   - cursor: where the page before ended; `nil` for the beginning.
    ///   - limit: how many events at most.
    ///   - wait: how long to wait where there is nothing new.
    ///   - caller: who reads.
    ///   - recheck: tells anew who the caller is; called after each wait, so that a member that was suspended is cut off
    ///     with the event that suspended it.
    /// - Returns: the page, empty where nothing came in time. Its cursor has moved on past what is hidden from the reader;
    ///   an empty page whose cursor is the one that was given says that there is nothing more now.
    /// - Throws: `Refusal`, `StoreError`, `CancellationError`.
    package func readEvents(
        cursor: String?,
        limit: Int,
        wait: Seconds,
        by caller: Caller,
        recheck: @escaping @Sendable () async throws -> Caller
    ) async throws -> EventPage {
        let organisation = caller.organisation.id
        let start =
            try cursor.map { text throws(Refusal) in
                try EventCursor(text, reader: organisation, secrets: secrets)
            } ?? EventCursor()
        let deadline = ContinuousClock.now + .seconds(min(wait, Self.eventWaitMax).count)
        var reader = caller
        var cursor = start
        while true {
            let size = store.journalGrowth.size
            let (events, marks, next) = try await page(from: cursor, limit: limit, for: reader)
            cursor = next
            let isAtEnd = next.position >= size && next.backlog == nil
            // Also in the midst of a long stretch that is hidden from the reader: the cursor is worth an answer.
            var isOver = !events.isEmpty || ContinuousClock.now >= deadline
            if isAtEnd, !isOver {
                isOver = try await !store.journalGrowth.grows(beyond: next.position, until: deadline)
            }
            if isOver {
                return EventPage(
                    events: events,
                    cursors: marks.map { $0.text(for: organisation, secrets: secrets) },
                    cursor: cursor.text(for: organisation, secrets: secrets),
                    position: cursor.backlog == nil ? cursor.position : nil
                )
            }
            reader = try await recheck()
        }
    }

    /// One look at the journal.
    ///
    /// - Parameters:
    ///   - cursor: where to begin.
    ///   - end: the first position that is not looked at any more; `nil` for the end of the journal.
    ///   - limit: how many events at most.
    ///   - caller: who reads.
    /// - Returns: what was found, for each where to go on after it, and where to go on after all that was looked at.
    /// - Throws: `StoreError`.
    func page(
        from cursor: EventCursor,
        before end: Int64? = nil,
        limit: Int,
        for caller: Caller
    ) async throws -> (events: [EventSlice], marks: [EventCursor], next: EventCursor) {
        let now = clock()
        let bounds = settings.eventScan
        return try await store.read { reading in
            var scan = SliceScan(
                visibility: EventVisibility(reading: reading, caller: caller, now: now),
                cursor: cursor,
                end: end,
                limit: limit
            )
            try scan.run(eventsMax: bounds.eventsMax, until: .now + bounds.timeMax)
            return (scan.found, scan.marks, scan.cursor)
        }
    }
}

/// Walks the journal for one page of a slice.
private struct SliceScan {
    private static let eventsPerRead = 500

    let visibility: EventVisibility
    var cursor: EventCursor
    let end: Int64?
    let limit: Int
    var found: [EventSlice] = []
    /// For each that was found, where to go on after it.
    private(set) var marks: [EventCursor] = []

    private var reading: any StoreReading { visibility.reading }
    private var member: ID<Organisation> { visibility.caller.organisation.id }

    init(visibility: EventVisibility, cursor: EventCursor, end: Int64?, limit: Int) {
        self.visibility = visibility
        self.cursor = cursor
        self.end = end
        self.limit = limit
    }

    mutating func run(eventsMax: Int, until deadline: ContinuousClock.Instant) throws {
        var scanned = 0
        repeat {
            let read = try cursor.backlog == nil ? ahead() : behind()
            guard read > 0 else { return }
            scanned += read
        } while scanned < eventsMax && found.count < limit && ContinuousClock.now < deadline
    }

    /// Goes on where the reader stands.
    ///
    /// Returns how many events were looked at.
    private mutating func ahead() throws -> Int {
        let events = try reading.events(EventQuery(from: cursor.position, before: end, limit: Self.eventsPerRead))
        for (index, event) in events.enumerated() {
            guard found.count < limit else { return index }
            cursor.position = event.position + 1
            switch try visibility.answer(event) {
            case .hidden: break
            case .shown(let without): try show(event, without: without)
            case .shared(let agreement, let without):
                // Before the joining it comes with the backlog.
                if let joined = try visibility.joining(agreement), joined < event.position {
                    try show(event, without: without)
                }
            }
            if event.type == AgreementAccepted.type,
                try event.payload(AgreementAccepted.self).party == member
            {
                cursor.backlog = EventCursor.Backlog(agreement: ID(event.subject), position: 0, end: event.position)
                mark(cursor)
                return index + 1
            }
            if event.type == OrganisationStandingChanged.type, event.subject == member.identifier,
                try event.payload(OrganisationStandingChanged.self).standing.mayAct
            {
                cursor.backlog = EventCursor.Backlog(agreement: nil, position: 0, end: event.position)
                mark(cursor)
                return index + 1
            }
            mark(cursor)
        }
        return events.count
    }

    /// Catches up with what the reader did not see before.
    private mutating func behind() throws -> Int {
        guard var backlog = cursor.backlog else { return 0 }
        defer { cursor.backlog = backlog.position >= backlog.end ? nil : backlog }
        let types = backlog.agreement == nil ? Self.registerTypes : Self.agreementTypes
        let events = try reading.events(
            EventQuery(from: backlog.position, types: types, limit: Self.eventsPerRead)
        ).filter { $0.position < backlog.end }
        guard !events.isEmpty else {
            backlog.position = backlog.end
            return 1
        }
        for (index, event) in events.enumerated() {
            guard found.count < limit else { return index }
            backlog.position = event.position + 1
            switch try visibility.answer(event) {
            case .shown(let without) where backlog.agreement == nil: try show(event, without: without)
            case .shared(let agreement, let without) where agreement == backlog.agreement:
                if try visibility.joining(agreement) == backlog.end { try show(event, without: without) }
            case .hidden, .shown, .shared: break
            }
            var here = cursor
            here.backlog = backlog.position >= backlog.end ? nil : backlog
            mark(here)
        }
        return events.count
    }

    /// Notes where to go on after what was found just now, if anything was.
    private mutating func mark(_ here: EventCursor) {
        if marks.count < found.count { marks.append(here) }
    }

    /// All that is said in the register of mandates: whoever takes part later reads it as those do who read it when it was new.
    private static let registerTypes = Exchange.followedPayloads.map { $0.type }
        .filter { AuthorisationRules.eventFamily(of: $0)?.scope == .register }
    private static let agreementTypes = [
        BankOpened.type, BankSettingsChanged.type, BankClosed.type, SignalProposed.type, SignalVerified.type,
        SignalOpinionGiven.type, SignalOpinionHeld.type, SignalOpinionConfirmed.type, SignalViewed.type,
        SignalWithdrawn.type, SignalExpired.type,
    ]

    private mutating func show(_ event: JournalEvent, without hidden: WithheldFields) throws {
        guard let record = try reading.record(at: event.position) else { return }
        let disclosed = try record.commitment().disclosed { !hidden.contains($0.text) }
        found.append(EventSlice(position: event.position, leafHash: record.leafHash, event: disclosed))
    }
}
