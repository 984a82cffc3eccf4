/// A key pair in a person's device or keyring, by which they get in; the node knows the public half.
public struct Passkey: Codable, Hashable, Sendable {
    /// The SHA-256 of the credential id, in lowercase hexadecimal.
    public let credentialHash: String
    /// The position of the event that holds the sealed parts `credentialId`, `publicKey` and `passkeyName`.
    public let addedAtPosition: Int64
    /// When it was added.
    public let addedAt: Timestamp
    /// How often it had signed when it was last used, as it says; 0 where it does not count.
    public internal(set) var signCounter: Int64
    /// When it last let the person in.
    public internal(set) var lastUsedAt: Timestamp?

    /// Whether a counter is one that this passkey, and no copy of it, can show next.
    func allows(_ counter: Int64) -> Bool {
        counter > signCounter || (counter == 0 && signCounter == 0)
    }
}
