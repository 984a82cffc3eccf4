/// What every document has, whatever it says.
public struct DocumentHead: Hashable, Sendable {
    /// Its own words, and so its language.
    public let words: DocumentWords
    /// Whose paper it is.
    public let letterhead: Letterhead
    /// The number that stands on each page.
    public let reference: DocumentText
    /// When it was made.
    public let time: DocumentTime
    /// Whether it belongs to an exercise.
    public let isExercise: Bool

    /// Makes a head.
    public init(
        words: DocumentWords,
        letterhead: Letterhead,
        reference: DocumentText,
        time: DocumentTime,
        isExercise: Bool
    ) {
        self.words = words
        self.letterhead = letterhead
        self.reference = reference
        self.time = time
        self.isExercise = isExercise
    }

    func document(
        _ kind: DocumentKind,
        title: Phrase? = nil,
        facts: [DocumentFact] = [],
        _ blocks: [DocumentBlock]
    ) throws(DocumentError) -> Document {
        // What nobody knows has no line, and what nobody signed no table.
        let written = blocks.compactMap { block -> DocumentBlock? in
            switch block {
            case .facts(let facts): .facts(facts.filter { !$0.value.text.isEmpty })
            case .signatures(let signatures): signatures.isEmpty ? nil : block
            default: block
            }
        }
        return try Document(
            kind: kind,
            words: words,
            title: title,
            letterhead: letterhead,
            reference: reference,
            facts: facts,
            time: time,
            isExercise: isExercise,
            blocks: written
        )
    }

    func heading(_ word: DocumentWord) -> DocumentBlock { .heading(words.phrase(word)) }

    func fact(_ word: DocumentWord, _ text: DocumentText, isCode: Bool = false) -> DocumentFact {
        DocumentFact(words.phrase(word), Phrase(text), isCode: isCode)
    }

    /// When a measure ends by itself; nothing where it stays.
    func ending(_ time: DocumentTime?) -> [DocumentFact] {
        time.map { [DocumentFact(words.phrase(.measureEnds), $0.both)] } ?? []
    }

    /// The boxes of an enumeration, ticked where a value was chosen.
    func checks<Choice: Hashable>(
        _ caption: DocumentWord?,
        _ chosen: Set<Choice>,
        _ all: [(Choice, DocumentWord)]
    ) -> DocumentBlock {
        .checks(
            caption.map(words.phrase),
            all.map { DocumentCheck(words.phrase($0.1), isChecked: chosen.contains($0.0)) }
        )
    }
}
