/// The answer to any request, as a letter.
public struct AnswerLetter: Hashable, Sendable {
    /// What stands on every document.
    public let head: DocumentHead
    /// To whom: name and address lines.
    public let recipient: DocumentText
    /// The authority's number.
    public let authorityReference: DocumentText
    /// When the request came.
    public let receivedAt: DocumentTime
    /// Under which law it was made.
    public let legalBasis: Phrase?
    /// When what was done ends by itself, unless it is confirmed; `nil` where it stays.
    public let measureEnds: DocumentTime?
    /// What the letter says first, a phrase for each paragraph.
    public let opening: [Phrase]
    /// Each item with its outcome and the reasons.
    public let items: [DocumentItem]
    /// What the letter says last.
    public let closing: [Phrase]
    /// How the answer can be challenged.
    public let redress: Redress?
    /// Who signed it.
    public let signatures: [DocumentSignature]
    /// Where to look it up.
    public let code: DocumentCode?

    /// Makes a letter.
    public init(
        head: DocumentHead,
        recipient: DocumentText,
        authorityReference: DocumentText,
        receivedAt: DocumentTime,
        legalBasis: Phrase? = nil,
        measureEnds: DocumentTime? = nil,
        opening: [Phrase],
        items: [DocumentItem],
        closing: [Phrase] = [],
        redress: Redress? = nil,
        signatures: [DocumentSignature],
        code: DocumentCode? = nil
    ) {
        self.head = head
        self.recipient = recipient
        self.authorityReference = authorityReference
        self.receivedAt = receivedAt
        self.legalBasis = legalBasis
        self.measureEnds = measureEnds
        self.opening = opening
        self.items = items
        self.closing = closing
        self.redress = redress
        self.signatures = signatures
        self.code = code
    }

    /// The letter as a document.
    ///
    /// - Throws: ``DocumentError`` `document-incomplete` where an item has no outcome or no reasons, and those of
    ///   ``Document``.
    public func document() throws(DocumentError) -> Document {
        guard items.allSatisfy({ $0.outcome?.text.isEmpty == false && $0.reasons?.text.isEmpty == false }) else {
            throw DocumentError("document-incomplete", "Give each item an outcome and its reasons.")
        }
        var facts = [
            head.fact(.recipient, recipient), head.fact(.authorityReference, authorityReference, isCode: true),
            DocumentFact(head.words.phrase(.receivedAt), receivedAt.both),
        ]
        if let legalBasis { facts.append(DocumentFact(head.words.phrase(.legalBasis), legalBasis)) }
        facts += head.ending(measureEnds)
        var blocks: [DocumentBlock] = opening.map { .paragraph($0) }
        if !items.isEmpty { blocks += [head.heading(.items), .items(nil, items)] }
        blocks += closing.map { .paragraph($0) }
        if let redress { blocks += [head.heading(.redress), .facts(redress.facts(head))] }
        blocks.append(.signatures(signatures))
        if let code { blocks.append(.code(code)) }
        return try head.document(.answerLetter, facts: facts, blocks)
    }
}
