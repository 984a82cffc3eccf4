import Cooperation

/// A document as it is shown on a page and on paper.
///
/// It holds plain text only, of a bounded size, and nothing in it is markup.
public struct Document: Codable, Hashable, Sendable {
    /// What it is.
    public let kind: DocumentKind
    /// Its own words, and so its language.
    public let words: DocumentWords
    /// Its title.
    public let title: Phrase
    /// Whose paper it is.
    public let letterhead: Letterhead
    /// The number that stands on each page.
    public let reference: DocumentText
    /// What stands under the title: references, times, names.
    public let facts: [DocumentFact]
    /// When it was made.
    public let time: DocumentTime
    /// Whether it belongs to an exercise, which each page then says.
    public let isExercise: Bool
    /// Its parts, from the top down.
    public let blocks: [DocumentBlock]

    /// Makes a document.
    ///
    /// Its title is the name of its kind where none is given; reference and time stand above `facts`.
    ///
    /// - Throws: ``DocumentError`` `document-too-large`, `document-language`, `document-code`.
    public init(
        kind: DocumentKind,
        words: DocumentWords,
        title: Phrase? = nil,
        letterhead: Letterhead,
        reference: DocumentText,
        facts: [DocumentFact] = [],
        time: DocumentTime,
        isExercise: Bool,
        blocks: [DocumentBlock]
    ) throws(DocumentError) {
        self.kind = kind
        self.words = words
        self.title = title ?? words.phrase(kind.word)
        self.letterhead = letterhead
        self.reference = reference
        let own = [
            DocumentFact(words.phrase(.reference), Phrase(reference), isCode: true),
            DocumentFact(words.phrase(.madeAt), time.both),
        ]
        self.facts = own + facts
        self.time = time
        self.isExercise = isExercise
        self.blocks = (words.isDraft ? [.notice(words.phrase(.draft))] : []) + blocks
        try check()
    }

    /// The same document with one part more at its end.
    ///
    /// - Throws: ``DocumentError`` as a new one.
    public func adding(_ block: DocumentBlock) throws(DocumentError) -> Document {
        try Document(self, blocks: blocks + [block])
    }

    private init(_ other: Document, blocks: [DocumentBlock]) throws(DocumentError) {
        kind = other.kind
        words = other.words
        title = other.title
        letterhead = other.letterhead
        reference = other.reference
        facts = other.facts
        time = other.time
        isExercise = other.isExercise
        self.blocks = blocks
        try check()
    }

    private func check() throws(DocumentError) {
        let rows = blocks.reduce(facts.count) { $0 + $1.rowCount }
        guard blocks.count <= DocumentLimits.blocksMax, rows <= DocumentLimits.rowsMax else {
            throw DocumentError(
                "document-too-large",
                "Split the document: at most \(DocumentLimits.blocksMax) parts and \(DocumentLimits.rowsMax) rows."
            )
        }
        let phrases =
            [title, Phrase(reference)] + letterhead.phrases + facts.flatMap { [$0.label, $0.value] }
            + blocks.flatMap(\.phrases)
        guard phrases.allSatisfy({ $0.byteCount <= DocumentLimits.textBytesMax }),
            phrases.reduce(0, { $0 + $1.byteCount }) <= DocumentLimits.documentBytesMax
        else {
            throw DocumentError(
                "document-too-large",
                "Shorten the document: at most \(DocumentLimits.documentBytesMax) bytes of text."
            )
        }
        guard phrases.flatMap(\.languages).allSatisfy(LanguageTag.isWellFormed) else {
            throw DocumentError("document-language", "Write languages as BCP 47 does, for example th or zh-Hans.")
        }
        for case .code(let code) in blocks where code.address.string.utf8.count > DocumentLimits.codeBytesMax {
            throw DocumentError(
                "document-code",
                "Shorten the address for the QR code to at most \(DocumentLimits.codeBytesMax) bytes."
            )
        }
    }
}
