import Cooperation

/// A term with what it stands for.
package struct Fact: Sendable {
    /// What it is called.
    package let term: String
    /// What it says; empty where it has parts.
    package let text: String
    /// Whether it is a hash, an id or exact JSON.
    package let isCode: Bool
    /// The exact time where it says one; `nil` where it does not.
    package let factTime: String?
    /// The page about it; `nil` where there is none.
    let factPath: String?
    /// Whether it says something by its parts.
    package let hasFacts: Bool
    /// Its parts: terms with what they stand for.
    package let facts: [Fact]

    init(_ term: String, _ text: String, isCode: Bool = false, path: String? = nil, time: Timestamp? = nil) {
        self.term = term
        self.text = text
        self.isCode = isCode
        factTime = time?.description
        factPath = path
        hasFacts = false
        facts = []
    }

    /// A fact that has parts.
    init(_ term: String, facts: [Fact]) {
        self.term = term
        text = ""
        isCode = false
        factTime = nil
        factPath = nil
        hasFacts = true
        self.facts = facts
    }

    /// A fact that may be absent.
    static func optional(_ term: String, _ text: String?, isCode: Bool = false, path: String? = nil) -> [Fact] {
        text.map { [Fact(term, $0, isCode: isCode, path: path)] } ?? []
    }
}
