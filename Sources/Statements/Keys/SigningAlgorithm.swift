/// How statements are signed.
public enum SigningAlgorithm: String, Sendable, Codable, CaseIterable {
    /// Ed25519 (RFC 8032): what Perisai's own keys are.
    case ed25519
    /// ECDSA on P-256 with SHA-256, both numbers of 32 bytes one after the other: what many certificates hold.
    case p256

    /// How long a public key is, in bytes; of P-256 uncompressed.
    public var publicKeyBytes: Int {
        switch self {
        case .ed25519: 32
        case .p256: 65
        }
    }

    /// How long a signature is, in bytes.
    public static let signatureBytes = 64
}
