/// What an officer may do with a request.
public enum OfficerRank: String, Codable, CaseIterable, Sendable {
    /// Signs requests.
    case officer
    /// Signs and co-signs requests.
    case supervisor

    /// The role that the person needs to have.
    public var role: Role {
        switch self {
        case .officer: .officer
        case .supervisor: .supervisor
        }
    }
}
