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
        let page = try await store.read { reading in
            try reading.clocks(own: isOwn, of: caller, after: after, limit: limit)
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
    func clocks(own isOwn: Bool, of caller: Caller, after: ClockBookmark? = nil, limit: Int) throws -> [Clock] {
        var conditions: [AggregateQuery<Clock>.Condition] = [
            .equals(.owner, .text(caller.organisation.id.description)),
            // Those that nobody waits for have none.
            .isGreater(.deadline, Timestamp.writable.lowerBound.microseconds),
        ]
        if isOwn {
            let person = caller.person.map {
                [AggregateQuery<Clock>.Condition.equals(.assignee, .text($0.description))]
            }
            conditions.append(.anyOf((person ?? []) + [.isNull(.assignee)]))
        }
        return try find(
            AggregateQuery<Clock>(conditions, order: .ascending(.deadline), after: after, limit: limit)
        )
    }
}
