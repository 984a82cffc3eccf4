/// One `import` in a source file.
struct ImportLine: Hashable {
    let line: Int
    let module: String
    let isTestable: Bool

    /// Reads every import of a file, also `import struct Module.Type`, with or without access level and attributes.
    static func all(in text: SwiftText) -> [ImportLine] {
        let pattern =
            #/^\s*(?<before>(?:@\w+(?:\([^)]*\))?\s+|public\s+|package\s+|internal\s+|private\s+|fileprivate\s+)*)import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(?<module>\w+)/#
        return text.codeLines.enumerated().compactMap { index, line in
            guard let match = line.firstMatch(of: pattern) else { return nil }
            return ImportLine(
                line: index + 1,
                module: String(match.module),
                isTestable: match.before.contains("@testable")
            )
        }
    }
}
