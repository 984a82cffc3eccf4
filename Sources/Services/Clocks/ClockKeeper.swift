import Cooperation

/// Lets clocks do what the time demands: take the steps whose time came, record what was missed and what expired.
///
/// It asks for what is due and for nothing else, twice a second. Where the process was away, all that became due meanwhile
/// happens in order when it is back; what was recorded before does not happen again.
package struct ClockKeeper: Sendable {
    /// How many clocks one transaction takes on, so that others are not kept waiting.
    package static let clocksMax = 100
    private static let pause = Duration.milliseconds(500)

    private let node: Node

    /// Keeps the clocks of a node.
    package init(node: Node) {
        self.node = node
    }

    /// Goes on twice a second until the task is cancelled.
    package func run() async throws {
        while true {
            while try await turn() == Self.clocksMax {}
            try await Task.sleep(for: Self.pause)
        }
    }

    /// Lets those clocks do what the time demands that have waited longest for it.
    ///
    /// - Returns: how many there were, at most `clocksMax`.
    /// - Throws: `StoreError`.
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
        let desk = node.requestDesk
        let expired = try await node.store.write { transaction in
            var expired: [Clock] = []
            for clock in try transaction.load(Clock.self, ids: due).values.sorted(by: { $0.id < $1.id }) {
                // What follows from its end belongs to the same act.
                if clock.terms.consequence.isCarriedOut, clock.deadline <= transaction.now {
                    expired.append(clock)
                } else {
                    try transaction.tickClock(clock.id, calendar: calendar)
                }
            }
            return expired
        }
        // Each by itself, so that none holds up the others.
        for clock in expired.sorted(by: { ($0.deadline, $0.id) < ($1.deadline, $1.id) }) {
            try await node.store.write { try desk.settle([clock.id], in: $0) }
        }
        return due.count
    }
}
