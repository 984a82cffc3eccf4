import Crypto

/// The public key of a witness, in the C2SP form `NAME+ID+KEY` with the kind byte 04.
///
/// Its signatures are those of C2SP tlog-cosignature with Ed25519: over the time and the text of a checkpoint.
public struct CosignerKey: Sendable, Hashable, CustomStringConvertible {
    /// The name of the witness, as `witness.example/w1`.
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
        do {
            _ = try Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        } catch {
            throw NoteError(code: .malformedKey)
        }
        self.name = name
        self.publicKey = publicKey
        id = NoteKeyID(name: name, kind: .cosignature, publicKey: publicKey)
    }

    /// Reads the encoded form `NAME+ID+KEY`, in its one spelling.
    ///
    /// - Parameter text: the name, the id in 8 lowercase hexadecimal digits, and Base64 of the byte 04 and the key.
    /// - Throws: `NoteError` where a part is not valid or the id is not that of name and key.
    public init(parsing text: String) throws(NoteError) {
        let (name, id, bytes) = try NoteKeyText.parse(text, kind: .cosignature)
        try self.init(name: name, publicKey: bytes)
        guard id.hasBytes(of: self.id.hex) else { throw NoteError(code: .malformedKey) }
    }

    /// The encoded form, `NAME+ID+KEY`.
    public var text: String { NoteKeyText.encode(name: name, id: id, kind: .cosignature, publicKey: publicKey) }

    /// The name and id as people compare them, `NAME+ID`.
    public var shortName: String { "\(name)+\(id)" }

    /// The name and id.
    public var description: String { shortName }

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
        guard signature.count == Cosignature.byteCount,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return nil }
        let bits = signature.prefix(Cosignature.timeByteCount).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let seconds = Int64(exactly: bits) else { return nil }
        let message = Cosignature.message(of: text, seconds: seconds)
        guard key.isValidSignature(signature.dropFirst(Cosignature.timeByteCount), for: message) else { return nil }
        return Cosignature(key: self, seconds: seconds)
    }
}
