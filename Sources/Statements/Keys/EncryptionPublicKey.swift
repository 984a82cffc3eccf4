import CanonicalJSON

/// A public X25519 key that files are sealed to.
///
/// Written as `x25519:` and 64 hexadecimal digits.
public struct EncryptionPublicKey: Sendable, Hashable, CustomStringConvertible {
    static let type = "x25519"

    /// 32 bytes (RFC 7748).
    public let bytes: [UInt8]

    /// Takes the bytes of a key.
    ///
    /// - Throws: `SignatureProblem`, `badKey` or `weakKey`.
    public init(bytes: [UInt8]) throws(SignatureProblem) {
        guard bytes.count == 32 else { throw SignatureProblem(.badKey, "The public key does not have 32 bytes.") }
        guard SmallOrderPoints.isSoundEncryptionKey(bytes) else {
            throw SignatureProblem(.weakKey, "What is sealed to this public key is open to all; make a new one.")
        }
        self.bytes = bytes
    }

    /// Reads the written form.
    ///
    /// - Throws: `SignatureProblem`, `badKey` or `weakKey`.
    public init(_ text: String) throws(SignatureProblem) {
        let prefix = Self.type + ":"
        guard text.hasPrefix(prefix), let bytes = Hexadecimal.decode(text.dropFirst(prefix.count), count: 32) else {
            throw SignatureProblem(
                .badKey,
                "This is no public key for sealing; such a key is x25519: and 64 hexadecimal digits."
            )
        }
        try self.init(bytes: bytes)
    }

    /// What it is known by.
    public var id: PublicKeyID { PublicKeyID(type: Self.type, publicKey: bytes) }

    /// The written form.
    public var description: String { "\(Self.type):\(Hexadecimal.encode(bytes))" }
}

extension EncryptionPublicKey: Codable {
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
