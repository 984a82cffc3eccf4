import Cooperation

/// The words of documents in one language.
///
/// Words that nobody reviewed are never used alone: English stands first and counts.
public struct DocumentWords: Codable, Hashable, Sendable {
    /// The language that counts.
    public let language: String
    /// Whether words that nobody reviewed stand beside.
    public let isDraft: Bool
    private let words: [DocumentWord: Phrase]

    /// Makes the words of a language.
    ///
    /// - Parameters:
    ///   - language: as BCP 47 writes it.
    ///   - texts: every word in the language.
    ///   - isReviewed: whether somebody reviewed them; English needs no review.
    ///   - english: every word in English.
    /// - Throws: ``DocumentError`` `document-words`, `document-language`.
    public init(
        language: String,
        texts: [DocumentWord: String],
        isReviewed: Bool,
        english: [DocumentWord: String]
    ) throws(DocumentError) {
        guard LanguageTag.isWellFormed(language) else {
            throw DocumentError("document-language", "Write languages as BCP 47 does, for example th or zh-Hans.")
        }
        let isAlone = isReviewed || language == "en"
        var words: [DocumentWord: Phrase] = [:]
        for word in DocumentWord.allCases {
            guard let text = texts[word], let original = english[word] else {
                throw DocumentError("document-words", "The word \(word.rawValue) is missing in \(language) or English.")
            }
            words[word] =
                isAlone
                ? Phrase(text, language: language)
                : Phrase(DocumentText(original), language: "en", beside: .init(DocumentText(text), language: language))
        }
        self.language = isAlone ? language : "en"
        isDraft = !isAlone
        self.words = words
    }

    /// A word.
    public func phrase(_ word: DocumentWord) -> Phrase { words[word] ?? Phrase(word.rawValue) }
}
