/// What is wrong with a field, and in which language it is said where that is not the page's.
struct FieldError: Sendable {
    let errorWords: String
    /// As HTML names it; `nil` for the page's own language.
    let errorLanguage: String?

    /// Says it in the page's language.
    init(_ words: String) {
        errorWords = words
        errorLanguage = nil
    }

    /// Says it in English on a page of any language.
    init(english words: String, on catalogue: Catalogue) {
        errorWords = words
        errorLanguage = catalogue.code == "en" ? nil : "en"
    }
}
