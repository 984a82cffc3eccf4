/// What is said of a legal instrument in words; sealed where it is recorded.
public struct InstrumentTexts: Sendable, Hashable {
    /// What it is called.
    public let title: String
    /// The basis, quoted or in one's own words with the articles.
    public let law: String
    /// Where that was read.
    public let source: String
    /// Why it is not accepted here; only where it is not.
    public let reasonNotAccepted: String?

    /// Makes texts.
    ///
    /// - Throws: `Refusal` where one of them is missing or too long.
    public init(title: String, law: String, source: String, reasonNotAccepted: String?) throws(Refusal) {
        self.title = try Texts.required(title, "title", bytesMax: Organisation.nameBytesMax)
        self.law = try Texts.required(law, "law")
        self.source = try Texts.required(source, "source", bytesMax: Submission.referenceBytesMax)
        self.reasonNotAccepted = try Texts.optional(reasonNotAccepted, "reasonNotAccepted")
    }
}
