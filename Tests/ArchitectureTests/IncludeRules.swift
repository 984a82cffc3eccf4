/// What the rooms that are written in C may include.
enum IncludeRules {
    /// Every `#include` of a C file in `Sources` is a header of its own room or one that the table allows it.
    ///
    /// - Parameters:
    ///   - path: The file's path from the root.
    ///   - text: The file.
    ///   - exists: Whether a path from the root is there.
    /// - Returns: What breaks the rule.
    static func violations(path: String, text: String, exists: (String) -> Bool) -> [Violation] {
        let folders = path.split(separator: "/").map(String.init)
        guard folders.count >= 3, folders[0] == "Sources" else { return [] }
        let room = folders[1]
        guard let allowed = Rooms.headers[room] else {
            return [Violation(path: path, line: 1, rule: "includes", message: "\(room) has no table of headers")]
        }
        let include = #/^\s*#\s*(?:include|include_next|import)\s*(.*)$/#
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            guard let match = line.firstMatch(of: include) else { return nil }
            let objection = objection(to: match.1, from: room, allowed, exists)
            return objection.map { Violation(path: path, line: index + 1, rule: "includes", message: $0) }
        }
    }

    private static func objection(
        to operand: Substring,
        from room: String,
        _ allowed: Set<String>,
        _ exists: (String) -> Bool
    ) -> String? {
        guard let match = operand.firstMatch(of: #/^(["<])([^">]+)[">]/#) else {
            return "\(room) must name what it includes"
        }
        let header = String(match.2)
        if match.1 == "\"" {
            let isOwn =
                !header.contains("..") && ["", "include/"].contains { exists("Sources/\(room)/\($0)\(header)") }
            return isOwn ? nil : "\(header) is no header of \(room)"
        }
        let isAllowed = allowed.contains { $0 == header || $0.hasSuffix("/") && header.hasPrefix($0) }
        return isAllowed && !header.contains("..") ? nil : "\(room) must not include \(header)"
    }
}
