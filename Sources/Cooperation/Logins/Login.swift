/// How one person gets into the console: what they know and what they have.
///
/// Its id is the person's. Password and secrets are sealed parts; the state knows only where they stand.
public struct Login: Aggregate {
    /// What logins are selected by.
    public enum Facet: String, AggregateFacet {
        /// The organisation for which the person acts.
        case organisation
    }

    /// A link by which a person sets their login up, once.
    public struct Invitation: Codable, Hashable, Sendable {
        /// The SHA-256 of the link's secret, in lowercase hexadecimal.
        public let tokenHash: String
        /// From when on it no longer works.
        public let expiresAt: Timestamp
    }

    /// The word in event types.
    public static let name = "login"
    /// The scope of the lookup key of an invitation: the SHA-256 of its secret.
    public static let invitationScope = "invitation"
    /// How long an invitation may work.
    public static let invitationTimeMax = Seconds.days(7)
    /// How many recovery codes a person gets.
    public static let recoveryCodes = 10

    /// The id, which is the person's.
    public let id: ID<Login>
    /// The organisation for which the person acts.
    public let organisation: ID<Organisation>
    /// The link that waits to be used.
    public internal(set) var invitation: Invitation?
    /// The position of the event that holds the sealed parts `name` and `totp`.
    public internal(set) var enrolledAtPosition: Int64?
    /// The position of the event that holds the sealed part `password`.
    public internal(set) var passwordAtPosition: Int64?
    /// The time step of the last one-time code that was accepted; no code of it or of an earlier one is accepted again.
    public internal(set) var lastTimeStep: Int64
    /// The SHA-256 of each recovery code that was not used yet, in lowercase hexadecimal.
    public internal(set) var recoveryHashes: [String]
    /// Whether it was closed: the person gets in no more.
    public internal(set) var isClosed: Bool

    /// Whether the person can log in.
    public var isEnrolled: Bool { !isClosed && passwordAtPosition != nil }

    /// The person.
    public var person: ID<Person> { ID(id.identifier) }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .organisation: .text(organisation.description)
        }
    }

    /// An invitation that waits is found by the hash of its secret.
    public var lookupKeys: Set<LookupKey> {
        guard let invitation, !isClosed else { return [] }
        return [LookupKey(scope: Self.invitationScope, value: invitation.tokenHash)]
    }
}
