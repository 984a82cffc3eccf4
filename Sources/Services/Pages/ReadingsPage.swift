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
}

/// The people who are reached when something can't wait, with their names.
package struct NamedRosterEntry: Sendable {
    package let entry: RosterEntryView
    package let name: String?
}

extension Node {
    /// Who opened which cases, the latest first, with their names.
    package func namedReadings(
        after: ReadingBookmark?,
        limit: Int
    ) async throws -> (readings: [NamedReading], next: ReadingBookmark?) {
        let page = try await readings(after: after, limit: limit)
        let names = try await store.read { try $0.names(of: page.readings.map(\.person)) }
        return (page.readings.map { NamedReading(reading: $0, name: names[$0.person]) }, page.next)
    }

    /// The latest alerts, with the names of those who were asked.
    package func namedAlerts(limit: Int) async throws -> [NamedAlert] {
        let open = try await store.read { reading in
            try reading.find(AggregateQuery<Alert>(order: .descending(.dueAt), limit: limit))
        }
        let people = open.flatMap { $0.attempts.map(\.person) + [$0.acknowledgedBy].compactMap(\.self) }
        let names = try await store.read { try $0.names(of: people) }
        return open.map { NamedAlert(alert: $0, names: names) }
    }

    /// The people who are reached, in order, with their names.
    package func namedRoster() async throws -> [NamedRosterEntry] {
        let entries = try await roster()
        let names = try await store.read { try $0.names(of: entries.map(\.entry.person)) }
        return entries.map { NamedRosterEntry(entry: $0, name: names[$0.entry.person]) }
    }
}
