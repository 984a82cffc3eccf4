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
        let page = try await store.read { reading in
            try reading.clocks(
                of: caller.organisation.id,
                seenToBy: isOwn ? .some(caller.person) : nil,
                after: after,
                limit: limit
            )
        }
        let next = page.count == limit ? page.last : nil
        return (page, next.map { .init(value: $0.value(of: .deadline), id: $0.id) })
    }

    /// What a clock's deadline looks like in its zone and in UTC.
    package func face(of clock: Clock) -> ClockFace {
        ClockFace(of: clock.deadline, in: clock.zone, calendar: calendar)
    }
}

extension StoreReading {
    /// An organisation's clocks that somebody waits for, the one that ends soonest first.
    ///
    /// - Parameters:
    ///   - organisation: whose.
    ///   - person: only those that this person sees to or nobody in particular; within, `nil` for the latter alone.
    ///   - after: where the page before ended.
    ///   - limit: how many at most.
    /// - Returns: the page.
    /// - Throws: `StoreError`.
    func clocks(
        of organisation: ID<Organisation>,
        seenToBy person: ID<Person>??,
        after: ClockBookmark? = nil,
        limit: Int
    ) throws -> [Clock] {
        var conditions: [AggregateQuery<Clock>.Condition] = [
            .equals(.owner, .text(organisation.description)),
            // Those that nobody waits for have none.
            .isGreater(.deadline, Timestamp.writable.lowerBound.microseconds),
        ]
        if let person {
            let theirs = person.map { [AggregateQuery<Clock>.Condition.equals(.assignee, .text($0.description))] }
            conditions.append(.anyOf((theirs ?? []) + [.isNull(.assignee)]))
        }
        return try find(
            AggregateQuery<Clock>(conditions, order: .ascending(.deadline), after: after, limit: limit)
        )
    }
}
