/// One row of comma-separated values (RFC 4180), without line feeds inside quotes.
enum CSVRow {
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
