import Documents

/// Distances on a page of paper, in points of 1/72 inch.
enum Sheet {
    // A4 (ISO 216).
    static let width = 595.276
    static let height = 841.89
    static let side = 62.0
    /// Where the text begins on the first page and on the others.
    static let top = 62.0
    static let topOfOthers = 78.0
    /// Where the text ends.
    static let bottom = height - 70
    static let textWidth = width - 2 * side
    /// A row that is no higher than this is not broken over two pages.
    static let wholeRowMax = 120.0
}

/// What is drawn at a place of a page.
enum Mark {
    case line(SetText.Line, x: Double, top: Double)
    case rule(x: Double, y: Double, width: Double, thickness: Double, Ink)
    case ground(x: Double, y: Double, width: Double, height: Double, Ink)
    case code(CodeSquares, x: Double, y: Double, side: Double)
}

/// A part of a row: lines that stand one under the other.
struct Cell {
    /// From the left of the text, in points.
    let x: Double
    var lines: [SetText.Line]

    var height: Double { lines.reduce(0) { $0 + $1.height } }
}

/// Cells that stand beside each other and are broken over pages together.
struct Row {
    var cells: [Cell]
    var before = 0.0
    var after = 0.0
    /// A thin line below it.
    var isRuled = false
    var ground: Ink?
    /// A thick line on its left.
    var edge: Ink?
    /// Whether it stands on the same page as what follows.
    var isKeptWithNext = false
    /// Drawn beside the cells, which are then not broken.
    var code: (squares: CodeSquares, side: Double)?
    /// What is repeated above it on the next page.
    var header: [Cell]?

    var height: Double { max(cells.map(\.height).max() ?? 0, code?.side ?? 0) }
}
