/// The types of the domain with what their values have, as the sources declare them.
struct DeclaredTypes: Sendable {
    /// What each value of a type has.
    struct Member: Sendable {
        let name: String
        /// What it is declared as, without the marks of what is absent or several at times.
        let declared: String
    }

    private static let marks: Set<Substring> = ["struct", "enum", "extension", "class", "actor", "protocol"]

    private let types: [String: [Member]]

    init() throws {
        var types: [String: [Member]] = [:]
        for folder in ["Sources/Cooperation", "Sources/Fingerprints"] {
            for file in Repository.files(below: folder) where file.hasSuffix(".swift") {
                Self.read(try Repository.text(folder + "/" + file), into: &types)
            }
        }
        self.types = types
    }

    /// What each value of a type has, by the type's full name, as `ClockTerms.Step`.
    func members(of type: String) -> [Member] { types[type] ?? [] }

    /// What a fact has within it, and what that has within it, as facts by the names that lead there.
    ///
    /// - Parameters:
    ///   - fact: the fact.
    ///   - structures: the types of which the members are looked at.
    /// - Returns: them, in the order of their declarations.
    func members(within fact: PayloadFact, of structures: Set<String>) -> [PayloadFact] {
        guard structures.contains(fact.declared) else { return [] }
        return members(of: fact.declared).flatMap { member in
            let inner = PayloadFact(
                act: fact.act,
                name: fact.name + "." + member.name,
                declared: fullName(of: member.declared, in: fact.declared)
            )
            return [inner] + members(within: inner, of: structures)
        }
    }

    /// The full name of a type that is named within another.
    private func fullName(of declared: String, in type: String) -> String {
        var scope = type.split(separator: ".").map(String.init)
        while !scope.isEmpty {
            let name = (scope + [declared]).joined(separator: ".")
            if types[name] != nil { return name }
            scope.removeLast()
        }
        return declared
    }

    private static func read(_ source: String, into types: inout [String: [Member]]) {
        var open: [(indentation: Int, name: String)] = []
        for line in source.split(separator: "\n") {
            let text = line.drop { $0 == " " }
            let indentation = line.utf8.count - text.utf8.count
            if text.hasPrefix("}"), open.last?.indentation == indentation { open.removeLast() }
            if let name = typeName(text) {
                let full = (open.last.map { $0.name + "." } ?? "") + name
                if types[full] == nil { types[full] = [] }
                open.append((indentation, full))
            } else if let type = open.last, indentation == type.indentation + 4, text.hasPrefix("public "),
                let match = text.wholeMatch(of: #/public (?:let|var) ([a-zA-Z0-9]+): ([^={]+)/#)
            {
                let declared = String(match.output.2.filter { !"[]?".contains($0) })
                types[type.name, default: []].append(Member(name: String(match.output.1), declared: declared))
            }
        }
    }

    /// The name of the type that a line begins to declare or to extend; `nil` where it does not.
    private static func typeName(_ text: Substring) -> String? {
        guard text.hasSuffix("{"), !text.hasPrefix("//") else { return nil }
        let words = text.split(separator: " ")
        guard let mark = words.prefix(4).firstIndex(where: marks.contains), mark + 1 < words.count else { return nil }
        return String(words[mark + 1].prefix { $0.isLetter || $0.isNumber || $0 == "." })
    }
}
