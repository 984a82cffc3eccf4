import Cooperation

/// Lets clocks do what the time demands: take the steps whose time came, record what was missed and what expired.
///
/// It asks for what is due and for nothing else, twice a second. Where the process was away, all that became due meanwhile
/// happens in order when it is back; what was recorded before does not happen again.
package struct ClockKeeper: Sendable {
    /// How many clocks one transaction takes on, so that others are kept waiting for no longer than ten milliseconds.
    package static let clocksMax = 8
    private static let pause = Duration.milliseconds(500)
    /// How many turns go by before the same trouble is told again: half a minute.
    private static let turnsBetweenReports = 60

    /// Clocks that could not be carried out, while all others were, however many of them wait before the others.
    package struct Stuck: Error {
        /// Which they are.
        package fileprivate(set) var clocks: Set<ID<Clock>> = []
        /// What went wrong with the first of them.
        package fileprivate(set) var cause: any Error
    }

    private let node: Node

    /// Keeps the clocks of a node.
    package init(node: Node) {
        self.node = node
    }

    /// Goes on twice a second until the task is cancelled.
    ///
    /// What is stuck is tried again every half minute, and left alone meanwhile.
    ///
    /// - Parameter report: told of clocks that are stuck, at once and then every half minute as long as they are.
    /// - Throws: `CancellationError`; `StoreError` where the store can't write, of which no clock is the cause.
    package func run(reporting report: @Sendable (Stuck) -> Void) async throws {
        var (known, turns): (Set<ID<Clock>>, Int) = ([], 0)
        while true {
            let isTryingAll = turns == 0
            do {
                while try await turn(leaving: isTryingAll ? [] : known) >= Self.clocksMax {}
                if isTryingAll { known = [] }
            } catch let caught as Stuck {
                var stuck = caught
                if !isTryingAll { stuck.clocks.formUnion(known) }
                known = stuck.clocks
                report(stuck)
            }
            turns = (turns + 1) % Self.turnsBetweenReports
            try await Task.sleep(for: Self.pause)
        }
    }

    /// Lets those clocks do what the time demands that have waited longest for it.
    ///
    /// - Parameters:
    ///   - known: clocks that are stuck, and that are not tried now.
    ///   - clocksMax: how many one transaction takes on.
    /// - Returns: how many there were; fewer than `clocksMax` where no more are due.
    /// - Throws: ``Stuck`` where some could not be carried out, after all others were; `StoreError` where the store can't
    ///   write, or read.
    @discardableResult
    package func turn(leaving known: Set<ID<Clock>> = [], atOnce clocksMax: Int = ClockKeeper.clocksMax) async throws
        -> Int
    {
        let now = node.clock().microseconds
        var (stuck, count): (Stuck?, Int) = (nil, 0)
        var query = AggregateQuery<Clock>(
            [.isLess(.nextDueAt, now + 1)],
            order: .ascending(.nextDueAt),
            limit: clocksMax
        )
        while true {
            let page = try await node.store.read { [query] reading in try reading.find(query) }
            let due = page.map(\.id).filter { !known.contains($0) }
            let stuckBefore = stuck?.clocks.count ?? 0
            try await carryOut(due, &stuck)
            count += due.count
            // What is stuck stays at the head of the list; others wait behind it.
            let isPassed = due.count < page.count || stuck?.clocks.count ?? 0 > stuckBefore
            guard isPassed, page.count == clocksMax, let last = page.last else { break }
            query.after = .init(value: last.value(of: .nextDueAt), id: last.id)
        }
        if let stuck { throw stuck }
        return count
    }

    private func carryOut(_ due: [ID<Clock>], _ stuck: inout Stuck?) async throws {
        guard !due.isEmpty else { return }
        let calendar = node.calendar
        var expired: [Clock] = []
        do {
            expired = try await tick(due, calendar)
        } catch {
            guard error.isAboutOneThing else { throw error }
            // One of them can't be carried out; which one shows when each is by itself.
            for id in due {
                try await alone(id, &stuck) { expired += try await tick([id], calendar) }
            }
        }
        let desk = node.requestDesk
        for clock in expired.sorted(by: { ($0.deadline, $0.id) < ($1.deadline, $1.id) }) {
            try await alone(clock.id, &stuck) {
                try await node.store.write { try desk.settle([clock.id], in: $0) }
            }
        }
    }

    /// Takes the steps of clocks whose time came.
    ///
    /// - Returns: those whose end something follows from, which belongs to the same act and is left to the caller.
    private func tick(_ due: [ID<Clock>], _ calendar: any CivilCalendar) async throws -> [Clock] {
        try await node.store.write { transaction in
            var expired: [Clock] = []
            for clock in try transaction.load(Clock.self, ids: due).values.sorted(by: { $0.id < $1.id }) {
                if clock.terms.consequence.isCarriedOut, clock.deadline <= transaction.now {
                    expired.append(clock)
                } else {
                    try transaction.tickClock(clock.id, calendar: calendar)
                }
            }
            return expired
        }
    }

    /// Does something about one clock, so that it holds up no other.
    private func alone(_ id: ID<Clock>, _ stuck: inout Stuck?, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            guard error.isAboutOneThing else { throw error }
            stuck = stuck ?? Stuck(cause: error)
            stuck?.clocks.insert(id)
        }
    }
}
