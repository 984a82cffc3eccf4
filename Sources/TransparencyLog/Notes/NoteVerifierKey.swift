/// A public key that verifies notes, in the C2SP form `NAME+ID+KEY`: what a log publishes about itself.
///
/// Its name is the log's origin.
public struct NoteVerifierKey: NoteKey {
    /// Signs the text of a note.
    public static let kind = NoteKeyKind.ed25519

    /// The name of the log.
    public let name: NoteKeyName
    /// The id that signature lines carry.
    public let id: NoteKeyID
    /// The 32 bytes of the Ed25519 public key.
    public let publicKey: [UInt8]

    /// Makes a key of its parts.
    ///
    /// - Parameters:
    ///   - name: the name of the log.
    ///   - publicKey: the bytes of the Ed25519 public key.
    /// - Throws: `NoteError` unless there are 32 bytes that the library takes for a key.
    public init(name: NoteKeyName, publicKey: [UInt8]) throws(NoteError) {
        id = try Self.id(of: publicKey, named: name)
        self.name = name
        self.publicKey = publicKey
    }

    /// Checks one signature.
    ///
    /// - Parameters:
    ///   - signature: the 64 bytes of the signature.
    ///   - text: what was signed.
    /// - Returns: true where this key signed the text.
    public func isValid(signature: [UInt8], for text: [UInt8]) -> Bool { signed(text, with: signature) }
}
