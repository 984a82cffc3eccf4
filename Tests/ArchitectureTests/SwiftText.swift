/// A Swift file taken apart: its code without comments and literals, its string literals, and its lines as they are.
///
/// A rule that looks for a word must not find it in a comment, and one that looks for SQL must look in literals only.
/// This is no parser: a regular-expression literal that holds a quote would confuse it until the end of its line.
struct SwiftText {
    /// A string literal, with what is interpolated into it left out.
    struct Literal: Hashable {
        let line: Int
        let text: String
    }

    let lines: [String]
    /// Line by line, what is left when comments and the contents of literals are taken away.
    let codeLines: [String]
    let literals: [Literal]

    init(_ text: String) {
        var scanner = SwiftScanner(text)
        scanner.scan()
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        codeLines = scanner.code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        literals = scanner.literals
    }

    /// The numbers, from 1, of the lines whose code has a match.
    func linesOfCode(matching pattern: Regex<some Any>) -> [Int] {
        codeLines.indices.filter { codeLines[$0].contains(pattern) }.map { $0 + 1 }
    }
}
