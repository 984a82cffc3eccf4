/// The parameters behind the question mark: each known, each at most once.
package struct Query: Hashable, Sendable {
    private let values: [String: String]

    /// Parses a query.
    ///
    /// - Parameters:
    ///   - text: What follows the question mark; `nil` and empty are no parameters.
    ///   - names: The names that are known.
    ///   - allowsLines: Whether the values may have line breaks and tabs.
    /// - Throws: ``Problem`` `invalid-request` that points at a name that is unknown, repeated or badly encoded.
    package init(
        parsing text: Substring?,
        knowing names: Set<String>,
        allowsLines: Bool = false
    ) throws(Problem) {
        var values: [String: String] = [:]
        for pair in (text ?? "").utf8.split(separator: UInt8(ascii: "&")) {
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard
                let name = halves.first.flatMap({ PercentDecoding.decode($0, plusIsSpace: true) }),
                let value = halves.count < 2
                    ? "" : PercentDecoding.decode(halves[1], plusIsSpace: true, allowsLines: allowsLines)
            else { throw .invalidRequest("The query is not percent-encoded UTF-8 text.") }
            guard names.contains(name) else {
                let known = names.isEmpty ? "none" : names.sorted().joined(separator: ", ")
                throw .invalidField(String(name.prefix(40)), "There is no such query parameter here. Known: \(known).")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw .invalidField(name, "This query parameter stands twice.")
            }
        }
        self.values = values
    }

    /// The text of a parameter, or `nil` where it is absent.
    package subscript(name: String) -> String? { values[name] }

    /// Reads a whole number.
    ///
    /// - Throws: ``Problem`` `invalid-request` when it is there but is no number of the range.
    package func integer(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        try value(name, "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// Reads a parameter as the type it stands for.
    ///
    /// - Parameters:
    ///   - name: The name of the parameter.
    ///   - expected: What it must be, in words, for the problem.
    ///   - parse: Makes the value, or `nil` where the text is none.
    /// - Returns: The value, or `nil` where the parameter is absent.
    /// - Throws: ``Problem`` `invalid-request` when it is there but cannot be read.
    package func value<Value>(
        _ name: String,
        _ expected: String,
        _ parse: (String) -> Value?
    ) throws(Problem) -> Value? {
        guard let text = values[name] else { return nil }
        guard let value = parse(text) else { throw .invalidField(name, "Must be \(expected).") }
        return value
    }
}
