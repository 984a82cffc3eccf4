/// What a member is.
public enum OrganisationKind: String, Codable, CaseIterable, Sendable {
    /// A social-media service.
    case platform
    /// A government unit: it submits and asks, and sees only what is its own.
    case authority
    /// The working group's office.
    case secretariat
    /// A body of civil society that looks at content with its own eyes.
    case civilSociety
    /// An independent supervisor.
    case oversight

    /// Whether its people may propose signals and verify those of others (design rules 1 to 3).
    public var curatesSignals: Bool { self == .platform || self == .civilSociety }
}
