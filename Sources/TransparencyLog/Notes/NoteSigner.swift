import Crypto

/// A private key that signs notes.
///
/// Its text belongs into a file that only the node can read.
public struct NoteSigner: Sendable {
    /// How many random bytes a new key is made of.
    public static let seedByteCount = 32

    /// The public half.
    public let verifierKey: NoteVerifierKey
    private let seed: [UInt8]

    /// Makes a key.
    ///
    /// - Parameters:
    ///   - name: the name of the key; for a log, its origin.
    ///   - seed: 32 bytes from a cryptographic source of randomness.
    /// - Throws: `NoteError` unless there are 32 bytes.
    public init(name: NoteKeyName, seed: [UInt8]) throws(NoteError) {
        let key: Curve25519.Signing.PrivateKey
        do {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        } catch {
            throw NoteError(code: .malformedKey)
        }
        self.seed = seed
        verifierKey = try NoteVerifierKey(name: name, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// Reads the text of a key file, `PRIVATE+KEY+NAME+ID+SEED`; one line feed at the end is allowed.
    ///
    /// - Parameter text: the text.
    /// - Throws: `NoteError` where a part is not valid or the id is not that of name and key.
    public init(parsing text: String) throws(NoteError) {
        let (name, id, seed) = try NoteKeyText.parseSecret(text, kind: .ed25519)
        try self.init(name: name, seed: seed)
        guard id.hasBytes(of: verifierKey.id.hex) else { throw NoteError(code: .malformedKey) }
    }

    /// The secret text of the key file, without a line feed.
    ///
    /// Never log or show it.
    public var secretText: String {
        NoteKeyText.encodeSecret(name: verifierKey.name, id: verifierKey.id, kind: .ed25519, seed: seed)
    }

    /// Signs a text.
    ///
    /// - Parameter text: the text, which ends with a line feed.
    /// - Returns: the note with one signature.
    /// - Throws: `NoteError` where the text can't be that of a note, or the library refuses.
    public func sign(_ text: String) throws(NoteError) -> SignedNote {
        let signature: [UInt8]
        do {
            let key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
            signature = Array(try key.signature(for: Array(text.utf8)))
        } catch {
            throw NoteError(code: .malformedKey)
        }
        return try SignedNote(
            text: text,
            signatures: [
                NoteSignature(name: verifierKey.name.text, keyID: verifierKey.id, signature: signature)
            ]
        )
    }
}

extension NoteSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The public name and id; the secret is never shown.
    public var description: String { verifierKey.shortName }
    /// The public name and id; the secret is never shown.
    public var debugDescription: String { verifierKey.shortName }
    /// Nothing but the public half, so that a dump of a value holding a key does not print the secret.
    public var customMirror: Mirror { Mirror(self, children: ["verifierKey": verifierKey.shortName]) }
}
