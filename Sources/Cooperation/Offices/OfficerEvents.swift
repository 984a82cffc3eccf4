/// A person became an officer of an office.
///
/// Sealed: `name`, `post`, `contact`.
public struct OfficerEntered: EventPayload {
    /// What happened.
    public static let type = "officer.entered"
    /// The person.
    public let person: ID<Person>
    /// The office.
    public let office: ID<Office>
    /// The authority.
    public let authority: ID<Organisation>
    /// What the officer may do with a request.
    public let rank: OfficerRank
}

/// An officer's rank was changed; the vouchings given before ended with it.
public struct OfficerRankChanged: EventPayload {
    /// What happened.
    public static let type = "officer.rankChanged"
    /// The rank from now on.
    public let rank: OfficerRank
}

/// Somebody vouched for an officer.
///
/// Sealed: `how`.
public struct OfficerVouched: EventPayload {
    /// What happened.
    public static let type = "officer.vouched"
}

/// An officer got a key.
///
/// Sealed: for a certificate `certificate`.
public struct OfficerKeyAdded: EventPayload {
    /// What happened.
    public static let type = "officer.keyAdded"
    /// The id of the key.
    public let key: String
    /// What it is for.
    public let kind: OfficerKey.Kind
    /// The 32 bytes of the public key in hexadecimal; of a certificate its key as `p256:` or `ed25519:` and hexadecimal.
    public let publicKey: String?
    /// Until when a certificate holds; `nil` for other keys.
    public let validUntil: Timestamp?
}

/// Somebody vouched for a key.
///
/// Sealed: `how`.
public struct OfficerKeyVouched: EventPayload {
    /// What happened.
    public static let type = "officer.keyVouched"
    /// The id of the key.
    public let key: String
}

/// A key was revoked; it signs nothing any more.
///
/// Sealed: `reason`.
public struct OfficerKeyRevoked: EventPayload {
    /// What happened.
    public static let type = "officer.keyRevoked"
    /// The id of the key.
    public let key: String
    /// Why.
    public let revocation: OfficerKey.Revocation
}

/// An officer left the office; all keys stop.
///
/// Sealed: `reason`.
public struct OfficerLeft: EventPayload {
    /// What happened.
    public static let type = "officer.left"
}
