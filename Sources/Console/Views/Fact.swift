/// A term with what it stands for.
struct Fact: Sendable {
    let term: String
    let text: String
    /// Whether it is a hash or an id.
    let isCode: Bool

    init(_ term: String, _ text: String, isCode: Bool = false) {
        self.term = term
        self.text = text
        self.isCode = isCode
    }

    /// A fact that may be absent.
    static func optional(_ term: String, _ text: String?, isCode: Bool = false) -> [Fact] {
        text.map { [Fact(term, $0, isCode: isCode)] } ?? []
    }
}
