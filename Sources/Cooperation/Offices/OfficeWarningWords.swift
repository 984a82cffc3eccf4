/// Under which law an office is warned of threats to life, and where that was read.
public struct OfficeWarningWords: Hashable, Sendable {
    /// The law.
    public let law: String
    /// Where it was read.
    public let source: String

    /// Takes the words as they stand.
    public init(law: String, source: String) {
        self.law = law
        self.source = source
    }

    /// Takes the words as somebody says them.
    ///
    /// - Throws: `Refusal` `text-missing`, `text-too-long`.
    init(saying law: String?, from source: String?) throws(Refusal) {
        self.init(law: try Texts.required(law ?? "", "law"), source: try Texts.required(source ?? "", "source"))
    }
}
