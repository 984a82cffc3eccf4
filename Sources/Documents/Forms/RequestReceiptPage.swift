/// What became of a request, as a page for one kind of reader.
public struct RequestReceiptPage: Hashable, Sendable {
    /// Data that were handed over.
    public struct Disclosure: Hashable, Sendable {
        /// Which data.
        public let category: Phrase
        /// When.
        public let time: DocumentTime

        /// Makes a disclosure.
        public init(category: Phrase, time: DocumentTime) {
            self.category = category
            self.time = time
        }

        /// The category, and the time below it; its translation beside.
        var shown: Phrase {
            Phrase(
                DocumentText("\(category.text.string)\n\(time.both.text.string)"),
                language: category.language,
                beside: category.beside
            )
        }
    }

    /// What stands on every document.
    public let head: DocumentHead
    /// For whom this copy is made.
    public let shownTo: Phrase
    /// Who asked.
    public let askedBy: DocumentText
    /// The kind of request.
    public let kind: Phrase
    /// Under which law.
    public let legalBasis: Phrase
    /// When the request came.
    public let receivedAt: DocumentTime
    /// Each item: how it was assessed, what was refused, what was carried out.
    public let items: [DocumentItem]
    /// When what was to be done was done; `nil` where nothing was.
    public let carriedOutAt: DocumentTime?
    /// Whether that is no more than when it was recorded, because this reader sees no signed word of when it was done.
    public let isCarryingOutRecorded: Bool
    /// Which data were handed over, and when; none where nothing was.
    public let disclosures: [Disclosure]
    /// Whether the request has items besides those shown, about which the data may be as well.
    public let hasOtherItems: Bool
    /// Whether and when the person concerned was told; `nil` where this reader may not know.
    public let personTold: Phrase?
    /// How an appeal stands; `nil` where there is none.
    public let appeal: Phrase?
    /// Who signed it.
    public let signatures: [DocumentSignature]
    /// Where to look it up.
    public let code: DocumentCode

    /// Makes a page.
    public init(
        head: DocumentHead,
        shownTo: Phrase,
        askedBy: DocumentText,
        kind: Phrase,
        legalBasis: Phrase,
        receivedAt: DocumentTime,
        items: [DocumentItem],
        carriedOutAt: DocumentTime? = nil,
        isCarryingOutRecorded: Bool = false,
        disclosures: [Disclosure] = [],
        hasOtherItems: Bool = false,
        personTold: Phrase? = nil,
        appeal: Phrase? = nil,
        signatures: [DocumentSignature],
        code: DocumentCode
    ) {
        self.head = head
        self.shownTo = shownTo
        self.askedBy = askedBy
        self.kind = kind
        self.legalBasis = legalBasis
        self.receivedAt = receivedAt
        self.items = items
        self.carriedOutAt = carriedOutAt
        self.isCarryingOutRecorded = isCarryingOutRecorded
        self.disclosures = disclosures
        self.hasOtherItems = hasOtherItems
        self.personTold = personTold
        self.appeal = appeal
        self.signatures = signatures
        self.code = code
    }

    /// The page as a document.
    ///
    /// - Throws: ``DocumentError`` of ``Document``.
    public func document() throws(DocumentError) -> Document {
        let words = head.words
        var facts = [
            DocumentFact(words.phrase(.shownTo), shownTo),
            DocumentFact(words.phrase(.askedBy), Phrase(askedBy), field: .askedBy),
            DocumentFact(words.phrase(.kindOfRequest), kind, field: .kindOfRequest),
            DocumentFact(words.phrase(.legalBasis), legalBasis),
            DocumentFact(words.phrase(.receivedAt), receivedAt.both, field: .receivedAt),
        ]
        if let carriedOutAt {
            let label = words.phrase(isCarryingOutRecorded ? .carriedOutRecordedAt : .carriedOutAt)
            facts.append(DocumentFact(label, carriedOutAt.both, field: .carriedOutAt))
        }
        let handedOver = words.phrase(hasOtherItems ? .disclosedForRequest : .disclosedData)
        for disclosure in disclosures {
            facts.append(DocumentFact(handedOver, disclosure.shown, field: .disclosedData))
        }
        if let personTold { facts.append(DocumentFact(words.phrase(.personTold), personTold, field: .personTold)) }
        if let appeal { facts.append(DocumentFact(words.phrase(.appeal), appeal)) }
        return try head.document(
            .requestReceipt,
            facts: facts,
            [
                head.heading(.items), .items(nil, items), .signatures(signatures), .code(code),
            ]
        )
    }
}
