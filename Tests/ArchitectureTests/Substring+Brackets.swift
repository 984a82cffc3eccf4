extension StringProtocol {
    /// Up to the parenthesis that closes the first one that opens.
    var prefixToClosingParenthesis: String { prefix(toClosing: "(", ")") }

    /// Up to the bracket that closes the first one that opens.
    var prefixToClosingBracket: String { prefix(toClosing: "[", "]") }

    private func prefix(toClosing opening: Character, _ closing: Character) -> String {
        var depth = 0
        for index in indices {
            if self[index] == opening { depth += 1 }
            if self[index] == closing {
                depth -= 1
                if depth == 0 { return String(self[...index]) }
            }
        }
        return String(self)
    }
}
