import CanonicalJSON
import Crypto

/// A public key that statements are signed with.
///
/// Written as the algorithm, a colon and the bytes in hexadecimal: `ed25519:` and 64 digits, `p256:` and 130.
public struct SigningPublicKey: Sendable, Hashable, CustomStringConvertible {
    /// What it signs with.
    public let algorithm: SigningAlgorithm
    /// The key: of Ed25519 as in RFC 8032; of P-256 4 and both coordinates.
    public let bytes: [UInt8]

    /// Takes the bytes of a key.
    ///
    /// - Throws: `SignatureProblem`, `badKey` or `weakKey`.
    public init(_ algorithm: SigningAlgorithm, bytes: [UInt8]) throws(SignatureProblem) {
        guard bytes.count == algorithm.publicKeyBytes else {
            throw SignatureProblem(.badKey, "The public key does not have the length of its kind.")
        }
        switch algorithm {
        case .ed25519:
            guard SmallOrderPoints.isSoundSigningKey(bytes) else {
                throw SignatureProblem(.weakKey, "The public key is one that anybody could sign with; make a new one.")
            }
        case .p256:
            guard (try? P256.Signing.PublicKey(x963Representation: bytes)) != nil else {
                throw SignatureProblem(.badKey, "The public key is no point of P-256.")
            }
        }
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// Reads the written form.
    ///
    /// - Throws: `SignatureProblem`, `badKey` or `weakKey`.
    public init(_ text: String) throws(SignatureProblem) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let algorithm = SigningAlgorithm(rawValue: String(parts[0])),
            let bytes = Hexadecimal.decode(parts[1], count: algorithm.publicKeyBytes)
        else {
            throw SignatureProblem(
                .badKey,
                "This is no public key for signing; such a key is ed25519: and 64 hexadecimal digits."
            )
        }
        try self.init(algorithm, bytes: bytes)
    }

    /// What it is known by.
    public var id: PublicKeyID { PublicKeyID(type: algorithm.rawValue, publicKey: bytes) }

    /// The written form.
    public var description: String { "\(algorithm.rawValue):\(Hexadecimal.encode(bytes))" }

    /// Whether a signature of 64 bytes is this key's over a message.
    func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        guard signature.count == SigningAlgorithm.signatureBytes else { return false }
        switch algorithm {
        case .ed25519:
            guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
            return key.isValidSignature(signature, for: message)
        case .p256:
            guard let key = try? P256.Signing.PublicKey(x963Representation: bytes),
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: SHA256.hash(data: message))
        }
    }
}

extension SigningPublicKey: Codable {
    /// Reads the written form.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        do throws(SignatureProblem) {
            try self.init(text)
        } catch {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: error.message)
            )
        }
    }

    /// Writes the written form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
