/// Walks over Swift source once and tells code, comments and string literals apart.
struct SwiftScanner {
    private(set) var code = ""
    private(set) var literals: [SwiftText.Literal] = []

    private let characters: [Character]
    private var position = 0
    private var line = 1

    init(_ text: String) {
        characters = Array(text)
    }

    mutating func scan() {
        while position < characters.count {
            scanCode(untilClosingParenthesis: false)
        }
    }

    /// Takes code up to the end, or up to the parenthesis that closes an interpolation.
    private mutating func scanCode(untilClosingParenthesis nested: Bool) {
        var depth = 0
        while position < characters.count {
            if starts(with: "//") {
                skipLineComment()
            } else if starts(with: "/*") {
                skipBlockComment()
            } else if let marks = poundsOfLiteral() {
                scanLiteral(pounds: marks)
            } else {
                if nested, current == "(" { depth += 1 }
                if nested, current == ")" {
                    guard depth > 0 else { return }
                    depth -= 1
                }
                code.append(current)
                advance()
            }
        }
    }

    private mutating func skipLineComment() {
        while position < characters.count, current != "\n" { advance() }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                advance(by: 2)
            } else if starts(with: "*/") {
                depth -= 1
                advance(by: 2)
            } else {
                if current == "\n" { code.append("\n") }
                advance()
            }
        } while depth > 0 && position < characters.count
    }

    /// How many `#` stand before the quote of a literal that begins here, or `nil` where none begins.
    private func poundsOfLiteral() -> Int? {
        var index = position
        while index < characters.count, characters[index] == "#" { index += 1 }
        guard index < characters.count, characters[index] == "\"" else { return nil }
        return index - position
    }

    private mutating func scanLiteral(pounds: Int) {
        let marks = String(repeating: "#", count: pounds)
        let startLine = line
        advance(by: pounds)
        let isMultiline = starts(with: "\"\"\"")
        let quote = isMultiline ? "\"\"\"" : "\""
        let closing = quote + marks
        let interpolation = "\\" + marks + "("
        let escape = "\\" + marks
        advance(by: quote.count)
        code.append("\"")
        var text = ""
        while position < characters.count, !starts(with: closing), isMultiline || current != "\n" {
            if starts(with: interpolation) {
                advance(by: interpolation.count)
                scanCode(untilClosingParenthesis: true)
                advance()
            } else if starts(with: escape) {
                advance(by: escape.count)
                text.append(" ")
                advance()
            } else {
                text.append(current)
                if current == "\n" { code.append("\n") }
                advance()
            }
        }
        if starts(with: closing) { advance(by: closing.count) }
        code.append("\"")
        literals.append(SwiftText.Literal(line: startLine, text: text))
    }

    private var current: Character { characters[position] }

    private func starts(with word: String) -> Bool {
        var index = position
        for character in word {
            guard index < characters.count, characters[index] == character else { return false }
            index += 1
        }
        return true
    }

    private mutating func advance(by count: Int = 1) {
        for _ in 0..<count where position < characters.count {
            if characters[position] == "\n" { line += 1 }
            position += 1
        }
    }
}
