import Documents

/// Puts nothing on paper but the name of what would be, and the codes in its last part.
struct PlainPrinting: DocumentPrinting {
    func pdf(of document: Document) async throws(DocumentError) -> [UInt8] {
        var codes: [String] = []
        if case .facts(let facts) = document.blocks.last { codes = facts.filter(\.isCode).map(\.value.text.string) }
        return Array((["%PDF TEST \(document.kind.rawValue)"] + codes).joined(separator: "\n").utf8)
    }
}

/// Draws every code as one dark square.
struct PlainCodes: CodeDrawing {
    func squares(of text: String) -> CodeSquares? { CodeSquares(side: 1, isDark: [true]) }
}
