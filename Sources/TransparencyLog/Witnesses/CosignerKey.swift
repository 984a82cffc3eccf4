/// The public key of a witness, in the C2SP form `NAME+ID+KEY` with the kind byte 04.
///
/// Its signatures are those of C2SP tlog-cosignature with Ed25519: over the time and the text of a checkpoint.
public struct CosignerKey: NoteKey {
    /// Signs the time and the text of a checkpoint.
    public static let kind = NoteKeyKind.cosignature

    /// The name of the witness.
    public let name: NoteKeyName
    /// The id that signature lines carry.
    public let id: NoteKeyID
    /// The 32 bytes of the Ed25519 public key.
    public let publicKey: [UInt8]

    /// Makes a key of its parts.
    ///
    /// - Parameters:
    ///   - name: the name of the witness.
    ///   - publicKey: the bytes of the Ed25519 public key.
    /// - Throws: `NoteError` unless there are 32 bytes that the library takes for a key.
    public init(name: NoteKeyName, publicKey: [UInt8]) throws(NoteError) {
        id = try Self.id(of: publicKey, named: name)
        self.name = name
        self.publicKey = publicKey
    }

    /// Whether a signature line names this key.
    package func isNamed(by signature: NoteSignature) -> Bool {
        signature.keyID == id && signature.name.hasBytes(of: name.text)
    }

    /// Reads and checks a cosignature that names this key.
    ///
    /// - Parameters:
    ///   - signature: the bytes of the line: eight of the time in seconds since 1970, and the signature.
    ///   - text: the checkpoint's text.
    /// - Returns: the cosignature; `nil` where this key did not sign that text at that time.
    func cosignature(_ signature: [UInt8], of text: String) -> Cosignature? {
        guard signature.count == Cosignature.byteCount else { return nil }
        let bits = signature.prefix(Cosignature.timeByteCount).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let seconds = Int64(exactly: bits),
            signed(
                Cosignature.message(of: text, seconds: seconds),
                with: signature.dropFirst(Cosignature.timeByteCount)
            )
        else { return nil }
        return Cosignature(key: self, seconds: seconds)
    }
}
