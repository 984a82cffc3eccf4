/// One person of a roster.
public struct RosterEntry: Codable, Hashable, Sendable {
    /// Who is asked.
    public let person: ID<Person>
    /// When they are asked before those who are off; empty for always.
    public let shifts: [WeeklyShift]

    /// Makes an entry.
    public init(person: ID<Person>, shifts: [WeeklyShift] = []) {
        self.person = person
        self.shifts = shifts
    }

    /// Whether the person is on at a moment.
    public func isOn(at moment: Timestamp) -> Bool {
        shifts.isEmpty || shifts.contains { $0.contains(moment) }
    }
}
