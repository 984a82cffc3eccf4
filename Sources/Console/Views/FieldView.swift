/// One field of a form: a line, a text of several lines, or a choice.
struct FieldView: Sendable {
    struct Option: Sendable {
        let value: String
        let text: String
        let isCurrent: Bool
    }

    let id: String
    let label: String
    let type: String
    let value: String
    let hint: String?
    /// What whoever writes has to know before they do; `nil` for most fields.
    let fieldWarning: String?
    let error: String?
    /// The language of the error where it is not the page's.
    let errorLanguage: String?
    let autocomplete: String?
    let isRequired: Bool
    /// Whether it has several lines.
    let isText: Bool
    /// What can be chosen; `nil` where the person writes.
    let options: [Option]?
    // Templates read what is stored and nothing that is computed.
    let hasOptions: Bool
    let isLine: Bool
    /// The ids of the hint, the warning and the error, as far as they are there.
    let describedBy: String?
    /// The name of the place to choose files whose hashes are written into this text; `nil` for any other text.
    let fileHashing: String?
    /// What is said of a dropped file that is no list; `nil` where no list is dropped into this text.
    let listProblem: String?

    init(
        id: String,
        label: String,
        type: String = "text",
        value: String = "",
        hint: String? = nil,
        warning: String? = nil,
        error: FieldError? = nil,
        autocomplete: String? = nil,
        isRequired: Bool = true,
        isText: Bool = false,
        options: [Option]? = nil,
        fileHashing: String? = nil,
        listProblem: String? = nil
    ) {
        self.id = id
        self.label = label
        self.type = type
        self.value = value
        self.hint = hint
        fieldWarning = warning
        self.error = error?.errorWords
        errorLanguage = error?.errorLanguage
        self.autocomplete = autocomplete
        self.isRequired = isRequired
        self.isText = isText
        self.options = options
        self.fileHashing = fileHashing
        self.listProblem = listProblem
        hasOptions = options != nil
        isLine = !isText && options == nil
        let parts = [("hint", hint != nil), ("warning", warning != nil), ("error", error != nil)]
        let described = parts.filter { $0.1 }.map { id + "-" + $0.0 }
        describedBy = described.isEmpty ? nil : described.joined(separator: " ")
    }

    /// A choice among the words of an enumeration; nothing is chosen before the person does.
    static func choice<Word: RawRepresentable<String> & CaseIterable & Equatable>(
        _ id: String,
        _ label: String,
        among words: Word.Type,
        page: String,
        chosen: String,
        hint: String? = nil,
        error: FieldError? = nil,
        in texts: Catalogue
    ) -> FieldView {
        FieldView(
            id: id,
            label: label,
            hint: hint,
            error: error,
            options: [Option(value: "", text: texts.text("form.choose"), isCurrent: chosen.isEmpty)]
                + Word.allCases.map { word in
                    Option(
                        value: word.rawValue,
                        text: texts.word(page, word),
                        isCurrent: word.rawValue == chosen
                    )
                }
        )
    }
}
