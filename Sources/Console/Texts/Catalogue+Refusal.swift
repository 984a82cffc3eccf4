import Cooperation

extension Catalogue {
    /// What a refusal says, in this language where it has words for it, else in English.
    func refusal(_ refusal: Refusal) -> String {
        let key = "refusal." + refusal.code
        return has(key) ? text(key) : refusal.message
    }

    /// The same at a field.
    func fieldError(_ refusal: Refusal) -> FieldError {
        let words = self.refusal(refusal)
        return has("refusal." + refusal.code) ? FieldError(words) : FieldError(english: words, on: self)
    }

    /// The same above a page, where no field of its form says it.
    func notice(_ refusal: Refusal?, unlessAt fields: Set<String>) -> Frame.Notice? {
        guard let refusal, !fields.contains(String(refusal.pointer?.dropFirst() ?? "")) else { return nil }
        return notice(refusal)
    }

    /// The same above a page.
    func notice(_ refusal: Refusal) -> Frame.Notice {
        Frame.Notice(
            kind: "bad",
            text: self.refusal(refusal),
            isEnglish: code != "en" && !has("refusal." + refusal.code)
        )
    }
}
