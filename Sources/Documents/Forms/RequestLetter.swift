/// A request as it was signed, as a letter: all that stands in it, under the names that the model forms use.
public struct RequestLetter: Hashable, Sendable {
    /// What stands on every document.
    public let head: DocumentHead
    /// What it is.
    public let kind: DocumentKind
    /// What it is called; `nil` for the name of its kind.
    public let title: Phrase?
    /// Who asks whom for what, by which law, and why.
    public let facts: [DocumentFact]
    /// What it is about, each item with its reasons.
    public let items: [DocumentItem]
    /// Who signed it.
    public let signatures: [DocumentSignature]

    /// Makes a letter.
    public init(
        head: DocumentHead,
        kind: DocumentKind,
        title: Phrase? = nil,
        facts: [DocumentFact],
        items: [DocumentItem],
        signatures: [DocumentSignature]
    ) {
        self.head = head
        self.kind = kind
        self.title = title
        self.facts = facts
        self.items = items
        self.signatures = signatures
    }

    /// The letter as a document.
    ///
    /// - Throws: ``DocumentError`` `document-incomplete` where an item has no reasons, and those of ``Document``.
    public func document() throws(DocumentError) -> Document {
        guard !items.isEmpty, items.allSatisfy({ $0.reasons?.text.isEmpty == false }) else {
            throw DocumentError("document-incomplete", "A request names its items, each with its reasons.")
        }
        return try head.document(
            kind,
            title: title,
            facts: facts,
            [head.heading(.items), .items(nil, items), .signatures(signatures)]
        )
    }
}
