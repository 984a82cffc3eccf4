/// A path with holes, as it stands in the API description: `/v1/signals/{id}/verification`, or `/tile/**`.
package struct PathTemplate: Hashable, Sendable, CustomStringConvertible {
    /// One stretch of a template between slashes.
    package enum Segment: Hashable, Sendable {
        /// Must be there letter by letter.
        case literal(String)
        /// Takes one segment of the path under a name.
        case parameter(String)
        /// Takes one segment or more, to the end of the path.
        case tail
    }

    /// The text of the template, which is also its name in logs and in the API description.
    package let description: String
    package let segments: [Segment]

    /// Parses a template.
    ///
    /// - Parameter text: Starts with a slash and has no empty segment (`/` alone is the root). `{name}` takes one
    ///   segment and each name stands once; `**` may only come last.
    /// - Throws: ``RouteTableError`` with the text when it is no template.
    package init(_ text: String) throws(RouteTableError) {
        func refusal(_ reason: String) -> RouteTableError { RouteTableError("\(text): \(reason)") }
        guard text.first == "/" else { throw refusal("a path starts with a slash") }
        var segments: [Segment] = []
        var names: Set<String> = []
        let parts = text == "/" ? [] : text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            guard !part.isEmpty else { throw refusal("a segment is empty") }
            if part == "**" {
                guard index == parts.count - 1 else { throw refusal("** comes last") }
                segments.append(.tail)
            } else if part.first == "{" && part.last == "}" {
                let name = String(part.dropFirst().dropLast())
                guard !name.isEmpty, name.utf8.allSatisfy(\.isLetterOrDigit) else { throw refusal("a name is bad") }
                guard names.insert(name).inserted else { throw refusal("{\(name)} stands twice") }
                segments.append(.parameter(name))
            } else {
                guard !part.utf8.contains(where: { "{}*%?#".utf8.contains($0) }) else {
                    throw refusal("a segment is neither plain text nor one {name}")
                }
                segments.append(.literal(String(part)))
            }
        }
        self.description = text
        self.segments = segments
    }
}

extension UInt8 {
    var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
