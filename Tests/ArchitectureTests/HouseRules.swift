/// The rules of the house, each a pure function of a file's path in the repository and its text.
enum HouseRules {
    /// The longest a source file may be, in lines.
    static let linesMax = 400

    /// Files that are data written as code, and so may be longer.
    static let longFiles: Set<String> = ["Tests/FingerprintsTests/GoldenVectors.swift"]

    /// Files that may start a `Task` nobody awaits, with the reason.
    ///
    /// Elsewhere a long-lived loop is a service.
    static let unstructuredTasks: [String: String] = [
        "Tests/ServicesTests/TestNode.swift":
            "a test's node keeps its index fresh while it lives, and cancels at its end"
    ]

    /// All rules that hold for one Swift file.
    static func violations(path: String, text: String) -> [Violation] {
        let swift = SwiftText(text)
        return arrows(path: path, swift) + testableImports(path: path, swift) + sql(path: path, swift)
            + unstructuredTasks(path: path, swift) + uncheckedSendable(path: path, swift) + length(path: path, swift)
    }

    /// No import runs against the arrows between the rooms.
    static func arrows(path: String, _ text: SwiftText) -> [Violation] {
        let folders = path.split(separator: "/")
        guard folders.count >= 3, folders[0] == "Sources" else { return [] }
        let room = String(folders[1])
        guard Rooms.parts[room] != nil else {
            return [
                Violation(
                    path: path,
                    line: 1,
                    rule: "arrows",
                    message: "the room \(room) is not in the table of rooms"
                )
            ]
        }
        return ImportLine.all(in: text).compactMap { line in
            guard let reason = Rooms.objection(to: line.module, from: room) else { return nil }
            return Violation(path: path, line: line.line, rule: "arrows", message: reason)
        }
    }

    /// Tests see what other targets see.
    static func testableImports(path: String, _ text: SwiftText) -> [Violation] {
        ImportLine.all(in: text).filter(\.isTestable).map {
            Violation(path: path, line: $0.line, rule: "testable", message: "make it `package` instead of @testable")
        }
    }

    /// SQL is written in the store and its tests, and nowhere else.
    static func sql(path: String, _ text: SwiftText) -> [Violation] {
        let own = ["Sources/Store/", "Tests/StoreTests/", "Tests/StoreWriter/", "Tests/ArchitectureTests/"]
        guard !own.contains(where: path.hasPrefix) else { return [] }
        let statement =
            #/^\s*SELECT\s|\bSELECT\s[\s\S]+\sFROM\b|\bINSERT\s+(OR\s+\w+\s+)?INTO\b|\bREPLACE\s+INTO\b|\bUPDATE\s[\s\S]+\sSET\b|\bDELETE\s+FROM\b|\b(CREATE|DROP|ALTER)\s+(TABLE|INDEX|UNIQUE|VIEW|TRIGGER)\b|\bPRAGMA\s|\bBEGIN\s+(IMMEDIATE|EXCLUSIVE|TRANSACTION)\b|\bSAVEPOINT\s/#
        return text.literals.filter { $0.text.contains(statement) }.map {
            Violation(path: path, line: $0.line, rule: "sql", message: "SQL belongs in Sources/Store")
        }
    }

    /// Nothing runs that nobody waits for.
    static func unstructuredTasks(path: String, _ text: SwiftText) -> [Violation] {
        guard unstructuredTasks[path] == nil else { return [] }
        let pattern = #/\bTask\s*(<[^>]*>)?\s*(\{|\(|\.detached\b|\.immediate\b|\.init\b)/#
        return text.linesOfCode(matching: pattern).map {
            Violation(path: path, line: $0, rule: "task", message: "an unstructured task; make it a child or a service")
        }
    }

    /// Whoever tells the compiler to trust says why, in a comment directly above.
    static func uncheckedSendable(path: String, _ text: SwiftText) -> [Violation] {
        text.linesOfCode(matching: #/@unchecked\s+Sendable|nonisolated\(unsafe\)/#).compactMap { number in
            var above = number - 2
            while above >= 0, text.lines[above].trimmingPrefix(while: \.isWhitespace).hasPrefix("@") { above -= 1 }
            let explained = above >= 0 && text.lines[above].trimmingPrefix(while: \.isWhitespace).hasPrefix("//")
            guard !explained else { return nil }
            return Violation(
                path: path,
                line: number,
                rule: "unchecked",
                message: "say in a comment directly above why it is safe"
            )
        }
    }

    /// A file fits in a head.
    static func length(path: String, _ text: SwiftText) -> [Violation] {
        let count = text.lines.last == "" ? text.lines.count - 1 : text.lines.count
        guard count >= linesMax, !longFiles.contains(path) else { return [] }
        return [Violation(path: path, line: linesMax, rule: "length", message: "\(count) lines; split it")]
    }
}
