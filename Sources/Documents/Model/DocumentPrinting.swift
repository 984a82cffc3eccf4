/// What puts a document on paper.
public protocol DocumentPrinting: Sendable {
    /// A document as a PDF file, the same bytes for the same document.
    ///
    /// - Throws: ``DocumentError`` where it can't be printed as it was written, or not now.
    func pdf(of document: Document) async throws(DocumentError) -> [UInt8]
}

/// What draws a text as a QR code.
public protocol CodeDrawing: Sendable {
    /// The code's squares.
    ///
    /// - Returns: `nil` for a text that is too long for one.
    func squares(of text: String) -> CodeSquares?
}

/// The squares of a QR code, without the light border around it.
public struct CodeSquares: Hashable, Sendable {
    /// The light border that readers need, in squares (ISO/IEC 18004).
    public static let border = 4

    /// How many squares a side has.
    public let side: Int
    /// From the left to the right, from the top down.
    public let isDark: [Bool]

    /// Makes a code of its squares.
    ///
    /// - Returns: `nil` unless there are `side` times `side`.
    public init?(side: Int, isDark: [Bool]) {
        guard side > 0, isDark.count == side * side else { return nil }
        self.side = side
        self.isDark = isDark
    }

    /// The dark squares, as column and row.
    public var darkSquares: [(column: Int, row: Int)] {
        isDark.indices.filter { isDark[$0] }.map { ($0 % side, $0 / side) }
    }
}
