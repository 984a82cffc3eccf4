import Cooperation

/// Where a page of clocks ended.
package typealias ClockBookmark = AggregateQuery<Clock>.Bookmark

extension Node {
    /// The clocks of the caller's organisation that somebody waits for, the one that ends soonest first.
    ///
    /// Those of other organisations do not exist for the caller (design rule 14).
    ///
    /// - Parameters:
    ///   - isOwn: whether only those are wanted that the caller's person sees to, or nobody in particular.
    ///   - after: where the page before ended.
    ///   - limit: how many at most.
    ///   - caller: who asks.
    /// - Returns: the page, and where the next one begins.
    /// - Throws: `StoreError`.
    package func clocks(
        own isOwn: Bool = false,
        after: ClockBookmark? = nil,
        limit: Int = 100,
        for caller: Caller
    ) async throws -> (clocks: [Clock], next: ClockBookmark?) {
        // Which other requests there are is told by their clocks too.
        guard caller.role != .adviser else { return ([], nil) }
        return try await store.read { reading in
            try reading.clocks(
                for: caller,
                seenToBy: isOwn ? .some(caller.person) : nil,
                after: after,
                limit: limit
            )
        }
    }

    /// What a clock's deadline looks like in its zone and in UTC.
    package func face(of clock: Clock) -> ClockFace {
        ClockFace(of: clock.deadline, in: clock.zone, calendar: calendar)
    }
}

extension StoreReading {
    /// The clocks of a caller's organisation that somebody waits for and that the caller may know of, the one that ends
    /// soonest first.
    ///
    /// - Parameters:
    ///   - caller: who asks.
    ///   - person: only those that this person sees to or nobody in particular; within, `nil` for the latter alone.
    ///   - after: where the page before ended.
    ///   - limit: how many at most.
    /// - Returns: the page, which is no shorter for those that are left out of it, and where the next one begins.
    /// - Throws: `StoreError`.
    func clocks(
        for caller: Caller,
        seenToBy person: ID<Person>??,
        after: ClockBookmark? = nil,
        limit: Int
    ) throws -> (clocks: [Clock], next: ClockBookmark?) {
        var conditions: [AggregateQuery<Clock>.Condition] = [
            .equals(.owner, .text(caller.organisation.id.description)),
            // Those that nobody waits for have none.
            .isGreater(.deadline, Timestamp.writable.lowerBound.microseconds),
        ]
        if let person {
            let theirs = person.map { [AggregateQuery<Clock>.Condition.equals(.assignee, .text($0.description))] }
            conditions.append(.anyOf((theirs ?? []) + [.isNull(.assignee)]))
        }
        var (found, last): ([Clock], ClockBookmark?) = ([], after)
        while true {
            let page = try find(
                AggregateQuery<Clock>(conditions, order: .ascending(.deadline), after: last, limit: limit)
            )
            for clock in try shown(page, to: caller) where found.count < limit { found.append(clock) }
            let end = found.count == limit ? found.last : page.last
            last = end.map { .init(value: $0.value(of: .deadline), id: $0.id) }
            if found.count == limit { return (found, last) }
            guard page.count == limit else { return (found, nil) }
        }
    }

    /// Those of some clocks that a caller may know of: that something is asked to stay up is told by its clocks too.
    func shown(_ clocks: [Clock], to caller: Caller) throws -> [Clock] {
        guard !caller.isShown(.stayUp) else { return clocks }
        let requests = try load(Request.self, ids: clocks.map { ID<Request>($0.subject) })
        return clocks.filter { clock in
            clock.subjectKind != .stayUp
                && requests[ID<Request>(clock.subject)].map { caller.isShown($0.filing.kind) } ?? true
        }
    }
}
