import CanonicalJSON
import Crypto

/// The secret half of an Ed25519 key.
public struct SigningSecretKey: Sendable {
    /// How its written form begins.
    static let prefix = "perisai-secret-ed25519:"

    private let seed: [UInt8]
    /// The public half.
    public let publicKey: SigningPublicKey

    /// Makes a new key from the system's randomness.
    ///
    /// - Throws: `SignatureProblem`, which never happens for a random key.
    public init() throws(SignatureProblem) {
        try self.init(seed: Array(Curve25519.Signing.PrivateKey().rawRepresentation))
    }

    /// Takes the 32 bytes of RFC 8032's private key.
    ///
    /// - Throws: `SignatureProblem`, `badKey` for another length.
    public init(seed: [UInt8]) throws(SignatureProblem) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw SignatureProblem(.badKey, "The secret key does not have 32 bytes.")
        }
        self.seed = seed
        publicKey = try SigningPublicKey(.ed25519, bytes: Array(key.publicKey.rawRepresentation))
    }

    /// Reads the written form.
    ///
    /// - Throws: `SignatureProblem`, `badKey`; it never holds what was read.
    public init(_ text: String) throws(SignatureProblem) {
        guard text.hasPrefix(Self.prefix), let seed = Hexadecimal.decode(text.dropFirst(Self.prefix.count), count: 32)
        else { throw SignatureProblem(.badKey, "This is no secret key for signing.") }
        try self.init(seed: seed)
    }

    /// The written form, for a file that nobody else may read.
    public var secretText: String { Self.prefix + Hexadecimal.encode(seed) }

    /// The signature over a message.
    func sign(_ message: [UInt8]) throws(SignatureProblem) -> [UInt8] {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed),
            let signature = try? key.signature(for: message)
        else { throw SignatureProblem(.badKey, "The secret key can't sign.") }
        return Array(signature)
    }
}
