/// Writes HTML in which texts are only texts.
struct HTMLWriter {
    /// What was written.
    private(set) var html = ""

    /// Writes markup of the program.
    mutating func markup(_ text: StaticString) { html += text.description }

    /// Writes a stylesheet of the program.
    mutating func style(_ style: String) { html += style }

    /// Writes a text of anybody.
    mutating func text(_ text: String) { html += Self.escaped(text) }

    /// Writes an attribute.
    mutating func attribute(_ name: StaticString, _ value: String) {
        html += " " + name.description + "=\"" + Self.escaped(value) + "\""
    }

    /// Writes a number.
    mutating func number(_ number: Int) { html += String(number) }

    /// Writes the bytes of a script element, which ``EmbeddedData`` has made safe.
    mutating func data(_ data: EmbeddedData) { html += data.element }

    /// Writes the script of a check, which ``PageCheck`` has looked at.
    mutating func script(_ check: PageCheck) { html += "<script>" + check.script + "</script>\n" }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
