/// What a Markdown document sets in code or links to.
struct MarkdownMentions {
    /// One line of a fenced block, one code span, or one link's target.
    struct Mention: Hashable {
        let line: Int
        let text: String
        let isLink: Bool
    }

    private(set) var mentions: [Mention] = []

    init(_ text: String) {
        var isInFence = false
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.trimmingPrefix(while: \.isWhitespace).hasPrefix("```") {
                isInFence.toggle()
            } else if isInFence {
                let command = line.prefix { $0 != "#" }
                mentions +=
                    command.split(separator: " ").count > 1 || command.contains("/")
                    ? Self.words(of: command, line: index + 1) : []
            } else {
                mentions += line.matches(of: #/`([^`]+)`/#).map {
                    Mention(line: index + 1, text: String($0.1), isLink: false)
                }
                mentions += line.matches(of: #/\]\(([^)\s]+)\)/#).map {
                    Mention(line: index + 1, text: String($0.1), isLink: true)
                }
            }
        }
    }

    /// A line of a block is one mention as a whole, for commands, and one for each word, for paths.
    private static func words(of line: Substring, line number: Int) -> [Mention] {
        let whole = Mention(line: number, text: String(line.trimmingPrefix(while: \.isWhitespace)), isLink: false)
        let parts = line.split(separator: " ").map { Mention(line: number, text: String($0), isLink: false) }
        return parts.count > 1 ? [whole] + parts.filter { $0.text.contains("/") } : [whole]
    }
}
