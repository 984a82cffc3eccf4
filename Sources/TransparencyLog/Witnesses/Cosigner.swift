import Crypto

/// The private key of a witness.
///
/// Its text belongs into a file that only the witness can read.
public struct Cosigner: Sendable {
    /// How many random bytes a new key is made of.
    public static let seedByteCount = 32

    /// The public half.
    public let key: CosignerKey
    private let seed: [UInt8]

    /// Makes a key.
    ///
    /// - Parameters:
    ///   - name: the name of the witness.
    ///   - seed: 32 bytes from a cryptographic source of randomness, used for nothing else.
    /// - Throws: `NoteError` unless there are 32 bytes.
    public init(name: NoteKeyName, seed: [UInt8]) throws(NoteError) {
        let secret: Curve25519.Signing.PrivateKey
        do {
            secret = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        } catch {
            throw NoteError(code: .malformedKey)
        }
        self.seed = seed
        key = try CosignerKey(name: name, publicKey: Array(secret.publicKey.rawRepresentation))
    }

    /// Reads the text of a key file, `PRIVATE+KEY+NAME+ID+SEED`; one line feed at the end is allowed.
    ///
    /// - Parameter text: the text.
    /// - Throws: `NoteError` where a part is not valid or the id is not that of name and key.
    public init(parsing text: String) throws(NoteError) {
        let (name, id, seed) = try NoteKeyText.parseSecret(text, kind: .cosignature)
        try self.init(name: name, seed: seed)
        guard id.hasBytes(of: key.id.hex) else { throw NoteError(code: .malformedKey) }
    }

    /// The secret text of the key file, without a line feed.
    ///
    /// Never log or show it.
    public var secretText: String {
        NoteKeyText.encodeSecret(name: key.name, id: key.id, kind: .cosignature, seed: seed)
    }

    /// Cosigns a checkpoint.
    ///
    /// Whether it continues what was seen before is for the caller to know: see `WitnessDecision`.
    ///
    /// - Parameters:
    ///   - checkpoint: what is cosigned.
    ///   - seconds: the time, in seconds since 1970.
    /// - Returns: the signature line.
    /// - Throws: `NoteError` where the time lies before 1970, or the library refuses.
    public func cosign(_ checkpoint: Checkpoint, seconds: Int64) throws(NoteError) -> NoteSignature {
        guard let bits = UInt64(exactly: seconds) else { throw NoteError(code: .malformedCheckpoint) }
        let signature: [UInt8]
        do {
            let secret = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
            signature = Array(try secret.signature(for: Cosignature.message(of: checkpoint.text, seconds: seconds)))
        } catch {
            throw NoteError(code: .malformedKey)
        }
        let time = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: bits >> UInt64($0)) }
        return NoteSignature(name: key.name.text, keyID: key.id, signature: time + signature)
    }
}

extension Cosigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The public name and id; the secret is never shown.
    public var description: String { key.shortName }
    /// The public name and id; the secret is never shown.
    public var debugDescription: String { key.shortName }
    /// Nothing but the public half, so that a dump of a value holding a key does not print the secret.
    public var customMirror: Mirror { Mirror(self, children: ["key": key.shortName]) }
}
