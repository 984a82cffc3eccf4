/// The targets of a package manifest and what they depend on, read from its text.
///
/// It knows the manner in which ours are written: constants for products, lists written out.
struct Manifest {
    /// One target.
    struct Target {
        let kind: String
        let name: String
        let line: Int
        /// The targets and products that its list names.
        let dependencies: [String]
        /// The files that it takes along, as its list writes them.
        let resources: [String]
    }

    let targets: [Target]

    init(_ text: String) {
        let code = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.trimmingPrefix(while: \.isWhitespace).hasPrefix("//") ? "" : $0 }.joined(separator: "\n")
        let constant = #/let\s+(\w+)\s*=\s*Target\.Dependency\.product\(\s*name:\s*"([^"]+)"/#
        let products = Dictionary(
            code.matches(of: constant).map { (String($0.1), String($0.2)) },
            uniquingKeysWith: { first, _ in first }
        )
        targets = code.matches(of: #/\.(target|executableTarget|testTarget|systemLibrary)\s*\(/#).compactMap { match in
            let declaration = code[match.range.lowerBound...].prefixToClosingParenthesis
            guard let name = declaration.firstMatch(of: #/\bname:\s*"([^"]+)"/#) else { return nil }
            return Target(
                kind: String(match.1),
                name: String(name.1),
                line: code[..<match.range.lowerBound].count { $0 == "\n" } + 1,
                dependencies: Self.dependencies(in: declaration, products),
                resources: Self.resources(in: declaration)
            )
        }
    }

    private static func dependencies(in declaration: String, _ products: [String: String]) -> [String] {
        guard let label = declaration.firstMatch(of: #/\bdependencies:\s*/#) else { return [] }
        let list = declaration[label.range.upperBound...].prefixToClosingBracket
        let product = #/\.product\(\s*name:\s*"([^"]+)"[^)]*\)/#
        let named = list.matches(of: product).map { String($0.1) }
        let rest = list.replacing(product, with: "")
        let quoted = rest.matches(of: #/"([^"]+)"/#).map { String($0.1) }
        // A constant that isn't known stands for itself, so that it is objected to and not overlooked.
        let constants = rest.replacing(#/"[^"]*"/#, with: "").matches(of: #/\b[A-Za-z_]\w*/#)
            .map { products[String($0.0)] ?? String($0.0) }
        return named + quoted + constants
    }

    private static func resources(in declaration: String) -> [String] {
        guard let label = declaration.firstMatch(of: #/\bresources:\s*/#) else { return [] }
        return declaration[label.range.upperBound...].prefixToClosingBracket
            .matches(of: #/\.\w+\("[^"]+"\)/#).map { String($0.0) }
    }
}
