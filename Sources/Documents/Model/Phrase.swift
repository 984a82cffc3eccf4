/// A text in its language, and a translation that stands beside it.
public struct Phrase: Codable, Hashable, Sendable {
    /// The same in another language.
    public struct Translation: Codable, Hashable, Sendable {
        /// What it says.
        public let text: DocumentText
        /// As BCP 47 writes it.
        public let language: String

        /// Makes a translation.
        public init(_ text: DocumentText, language: String) {
            self.text = text
            self.language = language
        }
    }

    /// What counts.
    public let text: DocumentText
    /// As BCP 47 writes it; `nil` where nobody said.
    public let language: String?
    /// What helps to read it.
    public let beside: Translation?

    /// Makes a phrase.
    public init(_ text: DocumentText, language: String? = nil, beside: Translation? = nil) {
        self.text = text
        self.language = language
        self.beside = beside
    }

    /// Makes a phrase of what somebody wrote.
    public init(_ raw: String, language: String? = nil) { self.init(DocumentText(raw), language: language) }

    var byteCount: Int { text.string.utf8.count + (beside?.text.string.utf8.count ?? 0) }
    var languages: [String] { [language, beside?.language].compactMap(\.self) }
}
