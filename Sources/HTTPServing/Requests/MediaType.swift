/// A media type with its parameters, as in Content-Type (RFC 9110 section 8.3).
package struct MediaType: Hashable, Sendable {
    /// Type and subtype in lower case, such as `image/png`.
    package let essence: String
    /// The parameters by name in lower case; values as sent.
    package let parameters: [String: String]

    package static let json = "application/json"
    package static let formURLEncoded = "application/x-www-form-urlencoded"
    package static let multipartFormData = "multipart/form-data"
    package static let octetStream = "application/octet-stream"
    /// One JSON object a line.
    package static let lines = "application/x-ndjson"
    /// Server-sent events.
    package static let eventStream = "text/event-stream"

    /// Parses a header value; `nil` for what is none.
    package init?(parsing text: String) {
        // By far the most frequent one, spelled the usual way.
        if text == Self.json {
            essence = Self.json
            parameters = [:]
            return
        }
        var pieces = Self.pieces(text)
        let parts = pieces.removeFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isTokenByte) }) else {
            return nil
        }
        var parameters: [String: String] = [:]
        for piece in pieces where !piece.isEmpty {
            guard let equals = piece.firstIndex(of: "=") else { return nil }
            let name = piece[..<equals].lowercased()
            guard !name.isEmpty, name.utf8.allSatisfy(\.isTokenByte) else { return nil }
            guard let value = Self.value(piece[piece.index(after: equals)...]) else { return nil }
            guard parameters.updateValue(value, forKey: name) == nil else { return nil }
        }
        essence = parts.joined(separator: "/").lowercased()
        self.parameters = parameters
    }

    /// Splits at semicolons outside of quotes and drops the white space around the pieces.
    private static func pieces(_ text: String) -> [Substring] {
        var pieces: [Substring] = []
        var isQuoted = false
        var isEscaped = false
        var rest = text[...]
        var index = rest.startIndex
        while index < rest.endIndex {
            let character = rest.unicodeScalars[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted, character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if !isQuoted, character == ";" {
                pieces.append(trimmed(rest[..<index]))
                rest = rest[rest.unicodeScalars.index(after: index)...]
                index = rest.startIndex
                continue
            }
            index = rest.unicodeScalars.index(after: index)
        }
        pieces.append(trimmed(rest))
        return pieces
    }

    private static func value(_ text: Substring) -> String? {
        guard text.first == "\"" else {
            return !text.isEmpty && text.utf8.allSatisfy(\.isTokenByte) ? String(text) : nil
        }
        var value = String.UnicodeScalarView()
        var scalars = text.unicodeScalars.dropFirst()
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\"": return scalars.isEmpty ? String(value) : nil
            case "\\":
                guard let escaped = scalars.popFirst() else { return nil }
                value.append(escaped)
            default: value.append(scalar)
            }
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
