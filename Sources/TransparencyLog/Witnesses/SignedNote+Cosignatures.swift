extension SignedNote {
    /// The cosignatures of known witnesses; those of unknown keys are passed over.
    ///
    /// - Parameter keys: the witnesses that are known.
    /// - Returns: the cosignatures in the order of the lines, the first of each witness.
    /// - Throws: `NoteError` `badSignature` where a line that names a known witness is not its signature.
    public func cosignatures(by keys: [CosignerKey]) throws(NoteError) -> [Cosignature] {
        var found: [Cosignature] = []
        for signature in signatures {
            for key in keys where key.isNamed(by: signature) {
                guard let cosignature = key.cosignature(signature.signature, of: text) else {
                    throw NoteError(code: .badSignature)
                }
                if !found.contains(where: { $0.key == key }) { found.append(cosignature) }
            }
        }
        return found
    }

    /// The note with further signature lines at the end.
    ///
    /// - Throws: `NoteError` where there are too many of them, or one could not be read back.
    public func adding(_ further: [NoteSignature]) throws(NoteError) -> SignedNote {
        try SignedNote(text: text, signatures: signatures + further)
    }

    /// The signature lines of an answer of a witness.
    ///
    /// - Parameter bytes: lines that each end with a line feed.
    /// - Returns: the signatures, none verified, in the order of the lines.
    /// - Throws: `NoteError` where a line is none.
    public static func signatures(parsing bytes: [UInt8]) throws(NoteError) -> [NoteSignature] {
        // A note of any text has the same lines.
        try SignedNote(parsing: Array("-\n\n".utf8) + bytes).signatures
    }
}
