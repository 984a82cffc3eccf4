import Crypto

/// A public key of notes, in the C2SP form `NAME+ID+KEY`: Ed25519, for what its kind says.
public protocol NoteKey: Sendable, Hashable, CustomStringConvertible {
    /// What keys of this type sign.
    static var kind: NoteKeyKind { get }

    /// The name of the key.
    var name: NoteKeyName { get }
    /// The id that signature lines carry.
    var id: NoteKeyID { get }
    /// The 32 bytes of the Ed25519 public key.
    var publicKey: [UInt8] { get }

    /// Makes a key of its parts.
    ///
    /// - Parameters:
    ///   - name: the name of the key.
    ///   - publicKey: the bytes of the Ed25519 public key.
    /// - Throws: `NoteError` unless there are 32 bytes that the library takes for a key.
    init(name: NoteKeyName, publicKey: [UInt8]) throws(NoteError)
}

extension NoteKey {
    /// Reads the encoded form `NAME+ID+KEY`, in its one spelling.
    ///
    /// - Parameter text: the name, the id in 8 lowercase hexadecimal digits, and Base64 of the kind's byte and the key.
    /// - Throws: `NoteError` where a part is not valid or the id is not that of name and key.
    public init(parsing text: String) throws(NoteError) {
        let (name, id, bytes) = try NoteKeyText.parse(text, kind: Self.kind)
        try self.init(name: name, publicKey: bytes)
        guard id.hasBytes(of: self.id.hex) else { throw NoteError(code: .malformedKey) }
    }

    /// The encoded form, `NAME+ID+KEY`.
    public var text: String { NoteKeyText.encode(name: name, id: id, kind: Self.kind, publicKey: publicKey) }

    /// The name and id as people compare them, `NAME+ID`.
    public var shortName: String { "\(name)+\(id)" }

    /// The name and id.
    public var description: String { shortName }

    /// The id of a key of this kind.
    ///
    /// - Throws: `NoteError` `malformedKey` unless there are 32 bytes that the library takes for a key.
    static func id(of publicKey: [UInt8], named name: NoteKeyName) throws(NoteError) -> NoteKeyID {
        do {
            _ = try Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        } catch {
            throw NoteError(code: .malformedKey)
        }
        return NoteKeyID(name: name, kind: kind, publicKey: publicKey)
    }

    /// Whether this key signed these bytes.
    func signed(_ bytes: some Collection<UInt8>, with signature: some Collection<UInt8>) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(Array(signature), for: Array(bytes))
    }
}
