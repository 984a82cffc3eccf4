import HTTPTypes

extension HTTPFields {
    /// Whether whoever asks takes an answer as gzip (RFC 9110, section 12.5.3).
    ///
    /// What names gzip counts more than what names everything; whoever says nothing gets the bytes as they are.
    package var acceptsGzip: Bool {
        var anything = false
        var named: Bool?
        for choice in self[values: .acceptEncoding].joined(separator: ",").split(separator: ",") {
            let parts = choice.split(separator: ";").map { $0.trimmed.lowercased() }
            guard let coding = parts.first else { continue }
            let isWanted = !parts.dropFirst().contains { Self.isNothing($0) }
            switch coding {
            case "gzip", "x-gzip": named = isWanted
            case "*": anything = isWanted
            default: break
            }
        }
        return named ?? anything
    }

    /// Whether a weight is 0, which says "not this".
    private static func isNothing(_ parameter: String) -> Bool {
        let parts = parameter.split(separator: "=", maxSplits: 1).map(\.trimmed)
        return parts.count == 2 && parts[0] == "q" && !parts[1].isEmpty
            && parts[1].allSatisfy { $0 == "0" || $0 == "." }
    }
}

extension Substring {
    /// Without spaces and tabs around it.
    fileprivate var trimmed: Substring {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let rest = drop(while: isBlank)
        return rest[..<(rest.lastIndex { !isBlank($0) }.map(rest.index(after:)) ?? rest.startIndex)]
    }
}
