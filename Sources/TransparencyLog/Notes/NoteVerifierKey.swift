import Crypto

/// A public key that verifies notes, in the C2SP form `NAME+ID+KEY`: what a log publishes about itself.
public struct NoteVerifierKey: Sendable, Hashable, CustomStringConvertible {
    /// The name of the key; for a log, its origin.
    public let name: NoteKeyName
    /// The id that signature lines carry.
    public let id: NoteKeyID
    /// The 32 bytes of the Ed25519 public key.
    public let publicKey: [UInt8]

    /// Makes a key of its parts.
    ///
    /// - Parameters:
    ///   - name: the name of the key.
    ///   - publicKey: the bytes of the Ed25519 public key.
    /// - Throws: `NoteError` unless there are 32 bytes that the library takes for a key.
    public init(name: NoteKeyName, publicKey: [UInt8]) throws(NoteError) {
        do {
            _ = try Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        } catch {
            throw NoteError(code: .malformedKey)
        }
        self.name = name
        self.publicKey = publicKey
        id = NoteKeyID(name: name, publicKey: publicKey)
    }

    /// Reads the encoded form `NAME+ID+KEY`, in its one spelling.
    ///
    /// - Parameter text: the name, the id in 8 lowercase hexadecimal digits, and Base64 of the type byte and the key.
    /// - Throws: `NoteError` where a part is not valid or the id is not that of name and key.
    public init(parsing text: String) throws(NoteError) {
        let (name, id, bytes) = try NoteKeyText.parse(text, kind: .ed25519)
        try self.init(name: name, publicKey: bytes)
        guard id.hasBytes(of: self.id.hex) else { throw NoteError(code: .malformedKey) }
    }

    /// The encoded form, `NAME+ID+KEY`.
    public var text: String { NoteKeyText.encode(name: name, id: id, kind: .ed25519, publicKey: publicKey) }

    /// The name and id as people compare them, `NAME+ID`.
    public var shortName: String { "\(name)+\(id)" }

    /// The name and id.
    public var description: String { shortName }

    /// Checks one signature.
    ///
    /// - Parameters:
    ///   - signature: the 64 bytes of the signature.
    ///   - text: what was signed.
    /// - Returns: true where this key signed the text.
    public func isValid(signature: [UInt8], for text: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: text)
    }
}
