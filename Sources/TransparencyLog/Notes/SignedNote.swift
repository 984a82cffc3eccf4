/// A text with signatures, in the C2SP signed-note format: the text, an empty line, one line for each signature.
public struct SignedNote: Sendable, Hashable {
    /// What was signed; it ends with a line feed.
    public let text: String
    /// The signature lines, in order; there is at least one.
    public let signatures: [NoteSignature]

    /// Makes a note of its parts.
    ///
    /// - Parameters:
    ///   - text: what was signed, ending with a line feed.
    ///   - signatures: at least one signature, not verified here.
    /// - Throws: `NoteError` where these parts could not be read back from the note's bytes.
    public init(text: String, signatures: [NoteSignature]) throws(NoteError) {
        let bytes = Array("\(text)\n\(signatures.map { "\($0.line)\n" }.joined())".utf8)
        try self.init(parsing: bytes)
        guard self.text.hasBytes(of: text), self.signatures == signatures else {
            throw NoteError(code: .malformedNote)
        }
    }

    /// Reads a note.
    ///
    /// Signatures are not verified here.
    ///
    /// - Parameter bytes: the note in UTF-8.
    /// - Throws: `NoteError` where it is too large, not UTF-8, has control characters other than line feeds, or has a
    ///   line in its last paragraph that is no signature.
    /// - Complexity: O(*n*).
    public init(parsing bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= NoteLimits.noteBytesMax else { throw NoteError(code: .tooLarge) }
        guard bytes.last == 0x0A, bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }),
            let separator = Self.lastEmptyLine(in: bytes),
            let text = String(validating: bytes[...separator], as: UTF8.self)
        else { throw NoteError(code: .malformedNote) }
        let lines = bytes[(separator + 2)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= NoteLimits.signaturesMax else { throw NoteError(code: .tooLarge) }
        var signatures: [NoteSignature] = []
        for line in lines {
            guard let line = String(validating: line, as: UTF8.self), let signature = NoteSignature(line: line) else {
                throw NoteError(code: .malformedNote)
            }
            signatures.append(signature)
        }
        self.text = text
        self.signatures = signatures
    }

    /// The note as text, signatures included.
    public var encoded: String { "\(text)\n\(signatures.map { "\($0.line)\n" }.joined())" }

    /// Verifies the signatures of known keys and passes over those of unknown ones.
    ///
    /// - Parameter keys: the keys that are trusted, no two with the same name and id.
    /// - Returns: the keys that signed, in the order of the lines; at least one.
    /// - Throws: `NoteError` where a signature by a known key is wrong, or no known key signed.
    public func verified(by keys: [NoteVerifierKey]) throws(NoteError) -> [NoteVerifierKey] {
        var signers: [NoteVerifierKey] = []
        let signed = Array(text.utf8)
        for signature in signatures {
            for key in keys where key.id == signature.keyID && key.name.text.hasBytes(of: signature.name) {
                guard key.isValid(signature: signature.signature, for: signed) else {
                    throw NoteError(code: .badSignature)
                }
                if !signers.contains(key) { signers.append(key) }
            }
        }
        guard !signers.isEmpty else { throw NoteError(code: .noKnownSignature) }
        return signers
    }

    /// Where the text's last line feed stands that is followed by another: the signatures begin after the two.
    private static func lastEmptyLine(in bytes: [UInt8]) -> Int? {
        var place = bytes.count - 2
        while place > 0 {
            if bytes[place] == 0x0A, bytes[place - 1] == 0x0A { return place - 1 }
            place -= 1
        }
        return nil
    }
}
