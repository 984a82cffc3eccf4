import Cooperation

extension StoreTransaction {
    /// Starts a clock by the rule in force with a code, as part of another act.
    ///
    /// What happens to a clock is recorded for whoever has to act before it ends, so that nobody else learns of it.
    ///
    /// - Parameters:
    ///   - code: the rule's code.
    ///   - start: what the clock is about, whose it is and since when it runs.
    ///   - exchange: the exchange that keeps what it is about; `nil` for what lives here.
    ///   - calendar: the world's time zones.
    ///   - author: who does what starts it.
    /// - Returns: the clock.
    /// - Throws: `Refusal`: `clock-rule-missing`, `zone-missing`, `zone-unknown`, `time-ahead`; `StoreError`.
    package func startClock(
        _ code: ClockCode,
        _ start: ClockStart,
        keptBy exchange: ID<Exchange>? = nil,
        calendar: any CivilCalendar,
        by author: Author
    ) throws -> Clock {
        guard let rule = try clockRule(inForce: code, for: exchange) else {
            throw Refusal(
                .conflict,
                "clock-rule-missing",
                "The clock registry has no rule \(code) in force; propose and adopt one."
            )
        }
        return try command(.start(start, by: rule), on: newID(), calendar: calendar, by: author, owner: start.owner)
    }

    /// Lets a clock stand still.
    ///
    /// - Throws: `Refusal`: `not-found`, `stop-reason-not-allowed`, `clock-stopped`, `clock-over`; `StoreError`.
    @discardableResult
    package func stopClock(
        _ id: ID<Clock>,
        _ reason: ClockTerms.StopReason,
        calendar: any CivilCalendar,
        by author: Author
    ) throws -> Clock {
        try command(.stop(reason), on: id, calendar: calendar, by: author)
    }

    /// Lets a clock run again.
    ///
    /// - Throws: `Refusal`: `not-found`, `clock-over`; `StoreError`.
    @discardableResult
    package func resumeClock(_ id: ID<Clock>, calendar: any CivilCalendar, by author: Author) throws -> Clock {
        try command(.resume, on: id, calendar: calendar, by: author)
    }

    /// Notes that a clock is needed no more; that it was late, where it was, is recorded before.
    ///
    /// - Throws: `Refusal`: `not-found`, `expires-by-itself`; `StoreError`.
    @discardableResult
    package func endClock(
        _ id: ID<Clock>,
        _ ending: Clock.Ending,
        calendar: any CivilCalendar,
        by author: Author
    ) throws -> Clock {
        try command(.end(ending), on: id, calendar: calendar, by: author)
    }

    /// Does what the time demands of a clock.
    ///
    /// - Returns: the clock, where its time was over just now and its rule says what follows from that.
    @discardableResult
    func tickClock(_ id: ID<Clock>, calendar: any CivilCalendar) throws -> Clock? {
        guard let before = try load(Clock.self, id) else { return nil }
        let clock = try command(.tick, on: id, calendar: calendar, by: .node(of: before.owner))
        return before.state != .ended && clock.ending == .expired ? clock : nil
    }

    private func command(
        _ command: ClockCommand,
        on id: ID<Clock>,
        calendar: any CivilCalendar,
        by author: Author,
        owner: ID<Organisation>? = nil
    ) throws -> Clock {
        let state = try load(Clock.self, id)
        let acts = try Clock.decide(state, command, id: id, now: now, calendar: calendar)
        let recorded = Author(
            organisation: state?.owner ?? owner ?? author.organisation,
            actor: author.actor
        )
        for act in acts { try append(act, by: recorded) }
        guard let clock = try load(Clock.self, id) else {
            throw Refusal(.notFound, "not-found", "There is no such clock.")
        }
        return clock
    }
}

extension StoreReading {
    /// The rule with a code by which clocks start here, as `ClockRule.applying` chooses it.
    ///
    /// - Parameters:
    ///   - code: the code.
    ///   - exchange: the exchange that keeps what the clock is about; `nil` for what lives here.
    /// - Returns: `nil` where there is none.
    /// - Throws: `StoreError`.
    package func clockRule(inForce code: ClockCode, for exchange: ID<Exchange>? = nil) throws -> ClockRule? {
        let retired = LookupKey(scope: ClockRule.retiredScope, value: code.description)
        let ids = try [ClockRule.key(of: code), retired].flatMap { try lookUp(ClockRule.self, $0, limit: 100) }
        return ClockRule.applying(Array(try load(ClockRule.self, ids: ids).values), to: exchange)
    }

    /// The rule in force with a code in this node's own registry; `nil` where there is none.
    package func ownClockRule(inForce code: ClockCode) throws -> ClockRule? {
        let ids = try lookUp(ClockRule.self, ClockRule.key(of: code), limit: 100)
        return try load(ClockRule.self, ids: ids).values.first { $0.origin == nil }
    }

    /// What the rule with a code says by which clocks start here; where the register never had any, what this program begins
    /// with says.
    ///
    /// A program that is newer than the register knows more rows, and what it counts by them is not to end at once. Where
    /// people retired a rule, they decided.
    func terms(by code: ClockCode) throws -> ClockTerms? {
        if let rule = try clockRule(inForce: code) { return rule.terms }
        let known = try find(AggregateQuery<ClockRule>([.equals(.code, .text(code.description))], limit: 100))
        // What an exchange no longer has says nothing of this register.
        guard known.allSatisfy({ $0.origin != nil || $0.state == .proposed }) else { return nil }
        return try ClockRuleText.first().first { $0.code == code }?.terms
    }

    /// When the time of a clock by the rule in force with a code would be over; `nil` where there is no such rule.
    ///
    /// - Throws: `Refusal`: `zone-missing`, `zone-unknown`; `StoreError`.
    func deadline(
        by code: ClockCode,
        from start: Timestamp,
        in zone: ZoneName?,
        calendar: any CivilCalendar
    ) throws -> Timestamp? {
        try clockRule(inForce: code)?.terms.deadline(from: start, in: zone, calendar: calendar).moment
    }

    /// The clocks of one kind about any of some things, at most a thousand.
    func clocks(about subjects: [Identifier], _ kind: Clock.SubjectKind) throws -> [Clock] {
        guard !subjects.isEmpty else { return [] }
        let ids = subjects.map { FacetValue.text($0.description) }
        return try find(AggregateQuery<Clock>([.isOneOf(.subject, ids)], limit: 1000)).filter { $0.subjectKind == kind }
    }

    /// All clocks about a thing, in order of id and so of time.
    package func clocks(about subject: Identifier) throws -> [Clock] {
        try find(AggregateQuery<Clock>([.equals(.subject, .text(subject.description))], limit: 1000))
    }
}
