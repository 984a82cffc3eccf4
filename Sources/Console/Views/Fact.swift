/// A term with what it stands for.
struct Fact: Sendable {
    let term: String
    let text: String
    /// Whether it is a hash or an id.
    let isCode: Bool
    /// The page about it; `nil` where there is none.
    let factPath: String?

    init(_ term: String, _ text: String, isCode: Bool = false, path: String? = nil) {
        self.term = term
        self.text = text
        self.isCode = isCode
        factPath = path
    }

    /// A fact that may be absent.
    static func optional(_ term: String, _ text: String?, isCode: Bool = false, path: String? = nil) -> [Fact] {
        text.map { [Fact(term, $0, isCode: isCode, path: path)] } ?? []
    }
}
