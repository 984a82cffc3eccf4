import Cooperation
import Services

/// The address at which a person is reached.
struct WireAddress: Codable {
    let email: String
}

/// One person of the roster, as it comes.
struct WireNewRosterEntry: Decodable {
    let person: ID<Person>
    let shifts: [WeeklyShift]?

    var entry: RosterEntry { RosterEntry(person: person, shifts: shifts ?? []) }
}

/// A roster to write.
struct WireNewRoster: Decodable {
    let entries: [WireNewRosterEntry]
}

/// The roster as it is answered.
struct WireRoster: Encodable {
    struct Entry: Encodable {
        let person: ID<Person>
        let shifts: [WeeklyShift]
        let reachable: Bool
    }

    let entries: [Entry]

    init(_ entries: [RosterEntryView]) {
        self.entries = entries.map {
            Entry(person: $0.entry.person, shifts: $0.entry.shifts, reachable: $0.isReachable)
        }
    }
}

/// An alert as it is answered.
struct WireAlert: Encodable {
    let id: ID<Alert>
    let kind: Alert.Kind
    let role: Role?
    let isExercise: Bool
    let state: Alert.State
    let raisedAt: Timestamp
    let causes: [Identifier]
    let attempts: [Alert.Attempt]
    let escalated: Bool
    let dueAt: Timestamp?
    let acknowledgedBy: ID<Person>?

    init(_ alert: Alert, for caller: Caller) {
        id = alert.id
        kind = alert.kind
        role = alert.role
        isExercise = alert.isExercise
        state = alert.state
        raisedAt = alert.raisedAt
        causes = alert.causes(toldTo: caller)
        attempts = alert.attempts
        escalated = alert.isEscalated
        dueAt = alert.dueAt
        acknowledgedBy = alert.acknowledgedBy
    }
}
