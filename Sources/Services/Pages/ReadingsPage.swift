import Cooperation

/// That somebody opened a case, with their name.
package struct NamedReading: Sendable {
    package let reading: Reading
    /// `nil` once it was erased.
    package let name: String?
}

/// An alert with the names of those who were asked.
package struct NamedAlert: Sendable {
    package let alert: Alert
    package let names: [ID<Person>: String]
    /// The cases of the decisions that it is raised for.
    package let cases: [Identifier: ID<Case>]
}

/// The people who are reached when something can't wait, with their names.
package struct NamedRosterEntry: Sendable {
    package let entry: RosterEntryView
    package let name: String?
}

extension Node {
    /// Who opened which cases, the latest first, with their names.
    package func namedReadings(
        for caller: Caller,
        after: ReadingBookmark?,
        limit: Int
    ) async throws -> (readings: [NamedReading], next: ReadingBookmark?) {
        let page = try await readings(for: caller, after: after, limit: limit)
        let names = try await store.read { try $0.names(of: page.readings.map(\.person)) }
        return (page.readings.map { NamedReading(reading: $0, name: names[$0.person]) }, page.next)
    }

    /// The alerts, with the names of those who were asked.
    ///
    /// - Parameter limit: how many of each kind at most.
    /// - Returns: those that nobody took on, among them those for which everybody was asked in vain; and those that ended
    ///   last, the latest first.
    /// - Throws: `StoreError`.
    package func namedAlerts(limit: Int) async throws -> (waiting: [NamedAlert], over: [NamedAlert]) {
        try await store.read { reading in
            func ended(_ types: [String], _ states: Set<Alert.State>) throws -> [Alert] {
                let events = try reading.events(EventQuery(types: types, isNewestFirst: true, limit: limit))
                let known = try reading.load(Alert.self, ids: events.map { ID($0.subject) })
                var seen: Set<Identifier> = []
                return events.filter { seen.insert($0.subject).inserted }.compactMap { known[ID($0.subject)] }
                    .filter { states.contains($0.state) }
            }
            let asking = try reading.find(
                AggregateQuery<Alert>(
                    [.isOneOf(.state, Alert.State.open.map { .text($0.rawValue) })],
                    order: .ascending(.dueAt),
                    limit: limit
                )
            )
            let waiting = try ended([AlertExhausted.type], [.exhausted]) + asking
            let over = try ended([AlertAcknowledged.type, AlertOver.type], [.acknowledged, .over])
            let all = waiting + over
            let asked = all.flatMap { $0.attempts.map(\.person) + [$0.acknowledgedBy].compactMap(\.self) }
            let names = try reading.names(of: asked)
            let decisions = all.filter { $0.kind == .unansweredDecision }.flatMap { $0.causes.map { ID<Decision>($0) } }
            let cases = try reading.load(Decision.self, ids: decisions).map { ($0.key.identifier, $0.value.subject) }
            let subjects = Dictionary(cases) { first, _ in first }
            func named(_ alert: Alert) -> NamedAlert { NamedAlert(alert: alert, names: names, cases: subjects) }
            return (waiting.map(named), over.map(named))
        }
    }

    /// The people who are reached, in order, with their names.
    package func namedRoster() async throws -> [NamedRosterEntry] {
        let entries = try await roster()
        let names = try await store.read { try $0.names(of: entries.map(\.entry.person)) }
        return entries.map { NamedRosterEntry(entry: $0, name: names[$0.entry.person]) }
    }
}
