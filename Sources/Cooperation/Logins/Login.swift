/// How one person gets into the console: what they know and what they have.
///
/// Its id is the person's. Names, passwords, secrets and public keys are sealed parts; the state knows only where they
/// stand.
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
    /// The scope of the lookup key of a passkey: the SHA-256 of its credential id.
    public static let passkeyScope = "passkey"
    /// How long an invitation may work.
    public static let invitationTimeMax = Seconds.days(7)
    /// How many recovery codes a person gets.
    public static let recoveryCodes = 10
    /// How many passkeys a person may have.
    public static let passkeysMax = 20
    /// For how many operations the last refusal is remembered.
    public static let refusalsMax = 200
    /// How long a person may ask again for what is not theirs until it is recorded again.
    public static let refusalPause = Seconds.hours(1)

    /// The id, which is the person's.
    public let id: ID<Login>
    /// The organisation for which the person acts.
    public let organisation: ID<Organisation>
    /// The link that waits to be used.
    public internal(set) var invitation: Invitation?
    /// The position of the event that holds the sealed parts `name`, `loginKey` and `totp`; `nil` where the person logs in
    /// with passkeys alone.
    public internal(set) var enrolledAtPosition: Int64?
    /// The position of the event that holds the sealed part `password`.
    public internal(set) var passwordAtPosition: Int64?
    /// The time step of the last one-time code that was accepted; no code of it or of an earlier one is accepted again.
    public internal(set) var lastTimeStep: Int64
    /// The SHA-256 of each recovery code that was not used yet, in lowercase hexadecimal.
    public internal(set) var recoveryHashes: [String]
    /// The passkeys, the oldest first.
    public internal(set) var passkeys: [Passkey]
    /// When the last challenge was made that a passkey answered; no answer to it or to an earlier one is accepted again.
    public internal(set) var lastChallengeAt: Timestamp?
    /// When the person last got in.
    public internal(set) var lastPassedAt: Timestamp?
    /// When asking for an operation that is not the person's was last recorded, by the operation's id.
    public internal(set) var refusals: [String: Timestamp]
    /// Whether it was closed: the person gets in no more.
    public internal(set) var isClosed: Bool

    /// Whether the person can log in.
    public var isEnrolled: Bool { hasPassword || hasPasskeys }

    /// Whether the person can log in with a password and a one-time code.
    public var hasPassword: Bool { !isClosed && passwordAtPosition != nil }

    /// Whether the person can log in with a passkey.
    public var hasPasskeys: Bool { !isClosed && !passkeys.isEmpty }

    /// The person.
    public var person: ID<Person> { ID(id.identifier) }

    /// The sealed parts that the person's getting in rests on: their names, by the position of their event.
    public var sealedParts: [Int64: Set<String>] {
        var parts: [Int64: Set<String>] = [:]
        if let enrolledAtPosition { parts[enrolledAtPosition] = ["name", "loginKey", "totp"] }
        if let passwordAtPosition { parts[passwordAtPosition, default: []].insert("password") }
        for passkey in passkeys { parts[passkey.addedAtPosition] = ["credentialId", "publicKey", "passkeyName"] }
        return parts
    }

    /// The passkey whose credential id has this SHA-256.
    public func passkey(_ credentialHash: String) -> Passkey? {
        isClosed ? nil : passkeys.first { $0.credentialHash == credentialHash }
    }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .organisation: .text(organisation.description)
        }
    }

    /// An invitation that waits is found by the hash of its secret, a passkey by the hash of its credential id.
    public var lookupKeys: Set<LookupKey> {
        guard !isClosed else { return [] }
        var keys = Set(passkeys.map { LookupKey(scope: Self.passkeyScope, value: $0.credentialHash) })
        if let invitation { keys.insert(LookupKey(scope: Self.invitationScope, value: invitation.tokenHash)) }
        return keys
    }
}
