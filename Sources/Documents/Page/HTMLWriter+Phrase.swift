extension HTMLWriter {
    /// Writes a phrase, its translation below; where nobody said the language, its letters give the direction.
    mutating func phrase(_ phrase: Phrase) {
        markup("<span class=\"lines-kept\"")
        if let language = phrase.language { attribute("lang", language) } else { markup(" dir=\"auto\"") }
        markup(">")
        text(phrase.text.string)
        markup("</span>")
        guard let beside = phrase.beside else { return }
        markup("<span class=\"beside lines-kept\"")
        attribute("lang", beside.language)
        markup(">")
        text(beside.text.string)
        markup("</span>")
    }

    /// Writes what is read character by character, from left to right.
    mutating func code(_ code: DocumentText) {
        markup("<code dir=\"ltr\">")
        text(code.string)
        markup("</code>")
    }
}
