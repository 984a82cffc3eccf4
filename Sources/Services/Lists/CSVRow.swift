/// One row of comma-separated values (RFC 4180), without line feeds inside quotes.
package enum CSVRow {
    /// A value as it stands in a row; a line break in it becomes a blank.
    package static func field(_ text: String) -> String {
        let line = text.replacing("\r\n", with: " ").replacing("\n", with: " ").replacing("\r", with: " ")
        let needsQuotes = line.contains { ",\"".contains($0) } || line.first == " " || line.last == " "
        return needsQuotes ? "\"" + line.replacing("\"", with: "\"\"") + "\"" : line
    }

    /// Splits a row.
    ///
    /// - Parameters:
    ///   - text: the row.
    ///   - line: its number, for the error.
    /// - Returns: its fields, at least one.
    /// - Throws: `HashListError` `openQuote`.
    static func fields(of text: Substring, line: Int) throws(HashListError) -> [String] {
        var fields = [""]
        var isQuoted = false
        var characters = text.makeIterator()
        var pending = characters.next()
        while let character = pending {
            pending = characters.next()
            switch character {
            case "\"" where isQuoted && pending == "\"":
                fields[fields.count - 1].append("\"")
                pending = characters.next()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        guard !isQuoted else { throw HashListError(line: line, reason: .openQuote) }
        return fields
    }
}
