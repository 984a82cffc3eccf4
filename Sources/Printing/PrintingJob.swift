import Documents

/// What a printing process is told: all of its input, as JSON.
struct PrintingJob: Codable {
    /// The longest input, in bytes: texts of the largest document with every character escaped, and its structure.
    static let bytesMax = 8 * DocumentLimits.documentBytesMax

    let document: Document
    let missingGlyphs: DocumentPrinter.MissingGlyphs
}

/// What a printing process answers: all of its output.
///
/// The file as it is; or `refused`, the code and the message, a line each. A file begins with `%PDF-`.
enum PrintingAnswer {
    private static let fileMark = Array("%PDF-".utf8)
    private static let refusalMark = "refused"

    /// The longest answer, in bytes.
    static let bytesMax = DocumentLimits.printedBytesMax

    static func bytes(_ refusal: DocumentError) -> [UInt8] {
        Array([refusalMark, refusal.code, refusal.message].joined(separator: "\n").utf8)
    }

    /// What an answer says.
    ///
    /// - Returns: `nil` where it is neither: the process died.
    static func reading(_ bytes: [UInt8]) -> Result<[UInt8], DocumentError>? {
        if bytes.starts(with: fileMark) { return .success(bytes) }
        guard bytes.count < 10_000, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let lines = text.split(separator: "\n", maxSplits: 2)
        guard lines.count == 3, lines[0] == refusalMark else { return nil }
        return .failure(DocumentError(String(lines[1]), String(lines[2])))
    }
}
