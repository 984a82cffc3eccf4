/// Fields of an event that a reader is not shown.
struct WithheldFields: Hashable, ExpressibleByArrayLiteral {
    /// Every sealed part: what people wrote, and what names people.
    static let texts = WithheldFields(names: [], includesTexts: true)

    private let names: Set<String>
    private let includesTexts: Bool

    private init(names: Set<String>, includesTexts: Bool) {
        (self.names, self.includesTexts) = (names, includesTexts)
    }

    /// These fields alone.
    init(_ names: Set<String>) {
        self.init(names: names, includesTexts: false)
    }

    init(arrayLiteral names: String...) {
        self.init(Set(names))
    }

    /// Whether a field is not shown.
    ///
    /// - Parameter name: the field's name as the journal's commitment has it, as `sealed.note`.
    /// - Returns: whether it stays hidden.
    func contains(_ name: String) -> Bool {
        names.contains(name) || includesTexts && name.hasPrefix("sealed.")
    }

    /// These fields and further ones.
    func union(_ other: WithheldFields) -> WithheldFields {
        WithheldFields(names: names.union(other.names), includesTexts: includesTexts || other.includesTexts)
    }
}
