import CanonicalJSON
import Crypto

/// The four bytes by which a signature line names its key: a hint, never a proof.
public struct NoteKeyID: Sendable, Hashable, CustomStringConvertible {
    /// How many bytes an id has.
    public static let byteCount = 4

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

    /// Computes the id of a key: the first four bytes of SHA-256 over name, line feed, kind and public key.
    ///
    /// - Parameters:
    ///   - name: the key's name.
    ///   - kind: what the key signs.
    ///   - publicKey: the 32 bytes of the public key.
    public init(name: NoteKeyName, kind: NoteKeyKind = .ed25519, publicKey: [UInt8]) {
        bytes = Array(
            SHA256.hash(data: Array(name.text.utf8) + [0x0A, kind.rawValue] + publicKey).prefix(Self.byteCount)
        )
    }

    /// The id as 8 lowercase hexadecimal digits.
    public var hex: String { Hexadecimal.encode(bytes) }

    /// The id in hexadecimal.
    public var description: String { hex }
}
