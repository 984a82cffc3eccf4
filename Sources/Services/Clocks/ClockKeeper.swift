import Cooperation

/// Lets clocks do what the time demands: take the steps whose time came, record what was missed and what expired.
///
/// It asks for what is due and for nothing else, twice a second. Where the process was away, all that became due meanwhile
/// happens in order when it is back; what was recorded before does not happen again.
package struct ClockKeeper: Sendable {
    /// How many clocks one transaction takes on, so that others are not kept waiting.
    package static let clocksMax = 100
    private static let pause = Duration.milliseconds(500)
    /// How many turns go by before the same trouble is told again: half a minute.
    private static let turnsBetweenReports = 60

    /// Clocks that could not be carried out, while all others were.
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
    /// - Parameter report: told of clocks that are stuck, at once and then every half minute as long as they are.
    /// - Throws: `CancellationError`; `StoreError`.
    package func run(reporting report: @Sendable (Stuck) -> Void) async throws {
        var (known, turnsSince): (Set<ID<Clock>>, Int) = ([], 0)
        while true {
            do {
                while try await turn() == Self.clocksMax {}
                known = []
            } catch let stuck as Stuck {
                turnsSince += 1
                if stuck.clocks != known || turnsSince >= Self.turnsBetweenReports {
                    report(stuck)
                    (known, turnsSince) = (stuck.clocks, 0)
                }
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// Lets those clocks do what the time demands that have waited longest for it.
    ///
    /// - Returns: how many there were, at most `clocksMax`.
    /// - Throws: ``Stuck`` where some could not be carried out, after all others were; `StoreError`.
    @discardableResult
    package func turn() async throws -> Int {
        let now = node.clock().microseconds
        let calendar = node.calendar
        let due = try await node.store.read { reading in
            try reading.find(
                AggregateQuery<Clock>(
                    [.isLess(.nextDueAt, now + 1)],
                    order: .ascending(.nextDueAt),
                    limit: Self.clocksMax
                )
            ).map(\.id)
        }
        guard !due.isEmpty else { return 0 }
        var stuck: Stuck?
        var expired: [Clock] = []
        do {
            expired = try await tick(due, calendar)
        } catch let cause where !(cause is CancellationError) {
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
        if let stuck { throw stuck }
        return due.count
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
        } catch let cause where !(cause is CancellationError) {
            stuck = stuck ?? Stuck(cause: cause)
            stuck?.clocks.insert(id)
        }
    }
}
