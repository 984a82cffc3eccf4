import Documents

extension Catalogues {
    /// The words of documents in a language; those of a draft stand beside the English ones.
    ///
    /// - Parameter code: the language; English where there is no catalogue of it.
    /// - Returns: the words.
    /// - Throws: `DocumentError` `document-words`.
    package func documentWords(_ code: String) throws(DocumentError) -> DocumentWords {
        let catalogue = named(code) ?? english
        return try DocumentWords(
            language: catalogue.code,
            texts: texts(catalogue),
            isReviewed: catalogue.reviewedBy != nil,
            english: texts(english)
        )
    }

    private func texts(_ catalogue: Catalogue) -> [DocumentWord: String] {
        let known = DocumentWord.allCases.filter { catalogue.has("document." + $0.rawValue) }
        return Dictionary(uniqueKeysWithValues: known.map { ($0, catalogue.word("document", $0)) })
    }
}
