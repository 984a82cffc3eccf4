import Crypto

/// The four bytes by which a signature line names its key: a hint, never a proof.
public struct NoteKeyID: Sendable, Hashable, CustomStringConvertible {
    /// How many bytes an id has.
    public static let byteCount = 4
    /// The byte that stands for Ed25519 signatures in ids and encoded keys.
    static let ed25519: UInt8 = 1

    /// The four bytes.
    public let bytes: [UInt8]

    /// Makes an id of bytes.
    ///
    /// `nil` unless there are exactly four.
    ///
    /// - Parameter bytes: the bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Array(bytes)
    }

    /// Computes the id of an Ed25519 key: the first four bytes of SHA-256 over name, line feed, type and public key.
    ///
    /// - Parameters:
    ///   - name: the key's name.
    ///   - publicKey: the 32 bytes of the public key.
    public init(name: NoteKeyName, publicKey: [UInt8]) {
        bytes = Array(
            SHA256.hash(data: Array(name.text.utf8) + [0x0A, Self.ed25519] + publicKey).prefix(Self.byteCount)
        )
    }

    /// The id as 8 lowercase hexadecimal digits.
    public var hex: String { Hexadecimal.encode(bytes) }

    /// The id in hexadecimal.
    public var description: String { hex }
}
