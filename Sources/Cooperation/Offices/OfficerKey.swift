/// One public key of an officer, with its history.
public struct OfficerKey: Codable, Hashable, Sendable {
    /// What a key is for.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// Ed25519: signs requests.
        case signing
        /// X25519: what is disclosed is encrypted to it.
        case encryption
        /// An X.509 certificate, which signs requests too.
        case certificate

        /// Whether requests are signed with it.
        public var signs: Bool { self != .encryption }
    }

    /// Why a key was revoked.
    public enum Revocation: String, Codable, CaseIterable, Sendable {
        /// Somebody else has it or may have it.
        case compromised
        /// Nobody has it any more.
        case lost
        /// Another took its place.
        case superseded
        /// It is not needed any more.
        case ceased
    }

    /// The id: hexadecimal in lowercase, derived from the key by SHA-256.
    public let id: String
    /// What it is for.
    public let kind: Kind
    /// The 32 bytes of the public key in hexadecimal; of a certificate its key as `p256:` or `ed25519:` and hexadecimal.
    ///
    /// The certificate itself is the sealed part `certificate` of the event that added it, because it names people.
    public let publicKey: String?
    /// Until when a certificate holds; `nil` for other keys.
    public let validUntil: Timestamp?
    /// Who added it.
    public let addedBy: Identifier
    /// When it was added.
    public let addedAt: Timestamp
    /// The position of the event that added it.
    public let addedAtPosition: Int64
    /// Every word given for it, in order.
    public internal(set) var vouchings: [Vouching]
    /// When it was revoked.
    public internal(set) var revokedAt: Timestamp?
    /// Why it was revoked.
    public internal(set) var revocation: Revocation?
    /// The position of the event that holds the sealed part `reason`.
    public internal(set) var revokedAtPosition: Int64?

    /// Whether it was added and not revoked, and its certificate's time is not over, at a moment.
    public func isLive(at moment: Timestamp) -> Bool {
        addedAt <= moment && revokedAt.map { $0 > moment } ?? true && !isExpired(at: moment)
    }

    /// Whether the time of its certificate is over at a moment.
    public func isExpired(at moment: Timestamp) -> Bool { validUntil.map { $0 < moment } ?? false }

    static let publicKeyDigits = 64
    /// How long a certificate may be, in bytes of PEM.
    static let certificateBytesMax = 20_000

    static func isHexadecimal(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
