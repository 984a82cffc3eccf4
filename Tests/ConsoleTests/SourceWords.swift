/// What stands in sources, gathered in one pass: looking each text up in megabytes would take half a minute.
struct SourceWords {
    /// What stands between quotation marks.
    let literals: Set<String>
    /// The literals that are names, without a dot before them, and the names of facts and variables.
    let names: Set<String>
    /// The words of enumerations.
    let cases: Set<String>

    init(_ text: String) {
        var (literals, names, cases) = (Set<String>(), Set<String>(), Set<String>())
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
            for part in parts.enumerated().filter({ $0.offset % 2 == 1 }).map(\.element) {
                literals.insert(String(part))
                names.insert(String(part.first == "." ? part.dropFirst() : part))
            }
            let words = line.split { !$0.isLetter && !$0.isNumber }.map(String.init)
            if words.first == "case" { cases.formUnion(words.dropFirst()) }
            if let mark = words.firstIndex(of: "let"), mark + 1 < words.count { names.insert(words[mark + 1]) }
        }
        (self.literals, self.names, self.cases) = (literals, names, cases)
    }
}
