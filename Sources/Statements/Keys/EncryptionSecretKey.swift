import CanonicalJSON
import Crypto

/// The secret half of an X25519 key.
public struct EncryptionSecretKey: Sendable {
    /// How its written form begins.
    static let prefix = "perisai-secret-x25519:"

    private let bytes: [UInt8]
    /// The public half.
    public let publicKey: EncryptionPublicKey

    /// Makes a new key from the system's randomness.
    ///
    /// - Throws: `SignatureProblem`, which never happens for a random key.
    public init() throws(SignatureProblem) {
        try self.init(bytes: Array(Curve25519.KeyAgreement.PrivateKey().rawRepresentation))
    }

    /// Takes the 32 bytes of RFC 7748's private key.
    ///
    /// - Throws: `SignatureProblem`, `badKey` for another length.
    public init(bytes: [UInt8]) throws(SignatureProblem) {
        guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes) else {
            throw SignatureProblem(.badKey, "The secret key does not have 32 bytes.")
        }
        self.bytes = bytes
        publicKey = try EncryptionPublicKey(bytes: Array(key.publicKey.rawRepresentation))
    }

    /// Reads the written form.
    ///
    /// - Throws: `SignatureProblem`, `badKey`; it never holds what was read.
    public init(_ text: String) throws(SignatureProblem) {
        guard text.hasPrefix(Self.prefix), let bytes = Hexadecimal.decode(text.dropFirst(Self.prefix.count), count: 32)
        else { throw SignatureProblem(.badKey, "This is no secret key for opening files.") }
        try self.init(bytes: bytes)
    }

    /// The written form, for a file that nobody else may read.
    public var secretText: String { Self.prefix + Hexadecimal.encode(bytes) }

    func agreementKey() throws -> Curve25519.KeyAgreement.PrivateKey {
        try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes)
    }
}
