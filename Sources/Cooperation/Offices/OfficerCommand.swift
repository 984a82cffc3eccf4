/// What is said of an officer in words; sealed where it is recorded.
public struct OfficerTexts: Sendable, Hashable {
    /// The name, as platforms are told it.
    public let name: String
    /// The post or rank.
    public let post: String?
    /// How the officer is reached.
    public let contact: String?

    /// Makes texts.
    ///
    /// - Throws: `Refusal` where the name is missing or a text is too long.
    public init(name: String, post: String? = nil, contact: String? = nil) throws(Refusal) {
        self.name = try Texts.required(name, "name", bytesMax: Organisation.nameBytesMax)
        self.post = try Texts.optional(post, "post", bytesMax: Organisation.nameBytesMax)
        self.contact = try Texts.optional(contact, "contact", bytesMax: Submission.referenceBytesMax)
    }
}

/// What can be asked of an officer's record.
public enum OfficerCommand: Sendable {
    /// Make a person an officer of an office.
    case enter(person: Person, office: Office, rank: OfficerRank, texts: OfficerTexts)
    /// Give the person, as they are now, another rank.
    case changeRank(OfficerRank, person: Person)
    /// Vouch for the officer, and say how it was asked.
    case vouch(how: String, by: Voucher)
    /// Add a public key.
    case addKey(OfficerKeyEntry)
    /// Vouch for a key, and say how it was asked.
    case vouchForKey(String, how: String, by: Voucher)
    /// Revoke a key, and say why.
    case revokeKey(String, OfficerKey.Revocation, reason: String)
    /// Note that the officer left.
    case leave(reason: String?)
}
