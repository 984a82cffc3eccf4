import Documents

/// Puts nothing on paper but the name of what would be.
struct PlainPrinting: DocumentPrinting {
    func pdf(of document: Document) async throws(DocumentError) -> [UInt8] {
        Array("%PDF TEST \(document.kind.rawValue)".utf8)
    }
}

/// Draws every code as one dark square.
struct PlainCodes: CodeDrawing {
    func squares(of text: String) -> CodeSquares? { CodeSquares(side: 1, isDark: [true]) }
}
