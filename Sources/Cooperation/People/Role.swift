/// What a person or a key does in its organisation.
public enum Role: String, Codable, CaseIterable, Sendable, Comparable {
    /// Looks at what matched and decides.
    case reviewer
    /// Decides, breaks ties, reverses.
    case lead
    /// Decides appeals.
    case appealsOfficer
    /// Proposes and verifies signals.
    case curator
    /// Answers for the law.
    case counsel
    /// Submits and asks in an authority's name.
    case officer
    /// Co-signs what an officer asks.
    case supervisor
    /// Is awake when lives are in danger.
    case dutyOfficer
    /// Keeps members and agreements.
    case secretary
    /// Advises independently.
    case adviser
    /// Reads everything that can be checked, and changes nothing.
    case auditor
    /// Keeps people, keys and settings.
    case administrator
    /// Reads how the node does, in numbers, and nothing else: for a program that watches it, and for no person.
    case monitor

    /// The roles that people have, which are all but the one of programs that watch the node.
    public static let ofPeople = allCases.filter { $0 != .monitor }

    /// Whether it is used only by somebody who logged in with a passkey: it binds others or sees what is not the person's.
    public var needsPasskey: Bool {
        switch self {
        case .officer, .supervisor, .counsel, .administrator: true
        case .reviewer, .lead, .appealsOfficer, .curator, .dutyOfficer, .secretary, .adviser, .auditor, .monitor: false
        }
    }

    /// Orders by name.
    public static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}
