/// Rules for the texts and the manifest, each a pure function of what it is given.
enum DocumentRules {
    /// The folders and files at the root whose mention in a document is checked.
    static let roots: Set<String> = [
        "Sources", "Tests", "Interop", "Benchmarks", "Fuzz", "docs", "scripts", ".ci", "Makefile", "Package.swift",
        "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", ".editorconfig", ".swift-format",
    ]

    /// Every path of the repository that a document names in code or links to is there.
    static func paths(path: String, text: String, exists: (String) -> Bool) -> [Violation] {
        let folder = path.split(separator: "/").dropLast().map(String.init)
        return MarkdownMentions(text).mentions.compactMap { mention in
            guard let target = repositoryPath(of: mention, from: folder), !exists(target) else { return nil }
            return Violation(path: path, line: mention.line, rule: "paths", message: "\(target) does not exist")
        }
    }

    /// Every `make` target that a document names is in the Makefile.
    static func makeTargets(path: String, text: String, makefile: String) -> [Violation] {
        let rules = makefile.matches(of: #/(?m)^([a-z][a-z-]*):(?!=)/#).map { String($0.1) }
        return MarkdownMentions(text).mentions.filter { !$0.isLink }.flatMap { mention in
            mention.text.matches(of: #/(?:^|[;&]\s*)make\s+([a-z][a-z-]*)/#).compactMap { match in
                let target = String(match.1)
                guard !rules.contains(target) else { return nil }
                return Violation(
                    path: path,
                    line: mention.line,
                    rule: "make",
                    message: "there is no target \(target)"
                )
            }
        }
    }

    /// The change log says what is coming.
    static func changelog(path: String, text: String) -> [Violation] {
        guard !text.contains(#/(?m)^## \[Unreleased\]$/#) else { return [] }
        return [Violation(path: path, line: 1, rule: "changelog", message: "there is no section [Unreleased]")]
    }

    /// Every package that the manifest names is pinned to one version.
    static func pins(path: String, text: String) -> [Violation] {
        let swift = SwiftText(text)
        return swift.linesOfCode(matching: #/\.package\s*\(/#).compactMap { number in
            let declaration = swift.codeLines[(number - 1)...].joined(separator: " ").prefixToClosingParenthesis
            guard !declaration.contains(#/\bexact\s*:/#) else { return nil }
            return Violation(path: path, line: number, rule: "pins", message: "pin the package with exact:")
        }
    }

    private static func repositoryPath(of mention: MarkdownMentions.Mention, from folder: [String]) -> String? {
        if mention.isLink {
            let target = mention.text.prefix { $0 != "#" }
            guard !target.isEmpty, !target.contains(#/^[a-z]+:/#) else { return nil }
            return normalised(folder + target.split(separator: "/").map(String.init))
        }
        return mention.text.split(whereSeparator: { " \t()\"',;=".contains($0) }).lazy
            .compactMap { word in rootedPath(String(word)) }.first
    }

    /// The path that a word is, where it begins at the root of the repository and stands for one file or folder.
    private static func rootedPath(_ word: String) -> String? {
        let trimmed = word.trimmingTrailing(where: { ".:".contains($0) })
        let parts = trimmed.split(separator: "/").map(String.init).filter { $0 != "." }
        guard let first = parts.first, roots.contains(first), !trimmed.contains(#/[*<>{}$]|NNNN/#) else { return nil }
        return parts.joined(separator: "/")
    }

    private static func normalised(_ parts: [String]) -> String {
        var result: [String] = []
        for part in parts where part != "." {
            if part == ".." { _ = result.popLast() } else { result.append(part) }
        }
        return result.joined(separator: "/")
    }
}

extension String {
    fileprivate func trimmingTrailing(where isUnwanted: (Character) -> Bool) -> String {
        var rest = self
        while let last = rest.last, isUnwanted(last) { rest.removeLast() }
        return rest
    }
}
