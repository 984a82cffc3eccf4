/// Where a member is in its life.
public enum Standing: String, Codable, CaseIterable, Sendable {
    /// Asked to join; may do nothing yet.
    case applicant
    /// Reads what agreements allow, and changes nothing.
    case observer
    /// Takes full part.
    case active
    /// Reads, and changes nothing, until the members decide otherwise.
    case restricted
    /// Cut off at once: no key works, no stream flows.
    case suspended
    /// Left; the end.
    case withdrawn

    /// Whether keys of the member may read.
    public var mayRead: Bool { self == .observer || self == .active || self == .restricted }
    /// Whether keys of the member may change anything.
    public var mayAct: Bool { self == .active }

    /// Whether nobody of the member gets in, with a key or by a login.
    public var isCutOff: Bool { self == .suspended || self == .withdrawn }

    /// Whether the member's words about signals count towards acting by itself (design rule 3).
    public var wordCounts: Bool { !isCutOff }

    /// Which standings may follow this one.
    public var successors: Set<Standing> {
        switch self {
        case .applicant: [.observer, .active, .withdrawn]
        case .observer: [.active, .suspended, .withdrawn]
        case .active: [.restricted, .suspended, .withdrawn]
        case .restricted: [.active, .suspended, .withdrawn]
        case .suspended: [.active, .restricted, .withdrawn]
        case .withdrawn: []
        }
    }
}
