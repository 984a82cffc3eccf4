/// One row of comma-separated values (RFC 4180), without line feeds inside quotes.
///
/// Commas and quotes are told by their code points: a comma before a combining mark parts fields too.
package enum CSVRow {
    /// A value as it stands in a row; a line break in it becomes a blank.
    package static func field(_ text: String) -> String {
        let line = text.replacing("\r\n", with: " ").replacing("\n", with: " ").replacing("\r", with: " ")
        let marks = line.unicodeScalars
        let needsQuotes = marks.contains { $0 == "," || $0 == "\"" } || marks.first == " " || marks.last == " "
        return needsQuotes ? "\"" + doublingQuotes(line) + "\"" : line
    }

    private static func doublingQuotes(_ text: String) -> String {
        var doubled = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\"" { doubled.append(scalar) }
            doubled.append(scalar)
        }
        return String(doubled)
    }

    /// Splits a row.
    ///
    /// - Parameters:
    ///   - text: the row.
    ///   - line: its number, for the error.
    /// - Returns: its fields, at least one.
    /// - Throws: `HashListError` `openQuote`.
    package static func fields(of text: Substring, line: Int) throws(HashListError) -> [String] {
        var fields = [""]
        var isQuoted = false
        var scalars = text.unicodeScalars.makeIterator()
        var pending = scalars.next()
        while let scalar = pending {
            pending = scalars.next()
            switch scalar {
            case "\"" where isQuoted && pending == "\"":
                fields[fields.count - 1].unicodeScalars.append("\"")
                pending = scalars.next()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].unicodeScalars.append(scalar)
            }
        }
        guard !isQuoted else { throw HashListError(line: line, reason: .openQuote) }
        return fields
    }
}
