import Cooperation
import Services

extension Catalogue {
    /// What a refusal says, in this language where it has words for its code, else in English.
    func refusal(_ refusal: Refusal) -> String { said(refusal.code, inEnglish: refusal.message).words }

    /// The same at a field.
    func fieldError(_ refusal: Refusal) -> FieldError { fieldError(refusal.code, inEnglish: refusal.message) }

    /// Why a file could not be looked at, at its field.
    func fieldError(_ refusal: MediaRefusal) -> FieldError { fieldError(refusal.code, inEnglish: refusal.message) }

    /// The same above a page, where no field of its form says it.
    func notice(_ refusal: Refusal?, unlessAt fields: Set<String>) -> Frame.Notice? {
        guard let refusal, !fields.contains(String(refusal.pointer?.dropFirst() ?? "")) else { return nil }
        return notice(refusal)
    }

    /// The same above a page.
    func notice(_ refusal: Refusal) -> Frame.Notice {
        let (words, isEnglish) = said(refusal.code, inEnglish: refusal.message)
        return Frame.Notice(kind: "bad", text: words, isEnglish: isEnglish)
    }

    /// What a code says in this language.
    ///
    /// - Parameters:
    ///   - code: of a refusal of any layer, as `already-decided`.
    ///   - message: what is said where this language has no words for the code, and for `{message}` in those that quote what
    ///     only the message knows, as the line that is wrong.
    /// - Returns: the words, and whether they are English on a page of another language.
    func said(_ code: String, inEnglish message: String) -> (words: String, isEnglish: Bool) {
        let key = "refusal." + code
        return has(key) ? (text(key, ["message": message]), false) : (message, self.code != "en")
    }

    private func fieldError(_ code: String, inEnglish message: String) -> FieldError {
        let (words, isEnglish) = said(code, inEnglish: message)
        return isEnglish ? FieldError(english: words, on: self) : FieldError(words)
    }
}
