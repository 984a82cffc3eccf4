import Cooperation
import HTTPServing
import HTTPTypes

/// A form of the register that was refused, with everything that was typed into it.
struct RefusedForm: Sendable {
    let fields: Set<String>
    let typed: TypedForm
    /// What is said above the page; `nil` where one of the fields says it.
    let notice: Frame.Notice?
    let status: HTTPResponse.Status

    /// Takes a form as it was sent.
    ///
    /// - Parameters:
    ///   - refusal: what is wrong with it.
    ///   - fields: the names of its fields.
    ///   - sent: what was typed.
    ///   - names: the fields of pointers that are named otherwise.
    ///   - texts: the catalogue.
    init(
        _ refusal: Refusal,
        _ fields: Set<String>,
        _ sent: FormFields,
        naming names: [String: String],
        in texts: Catalogue
    ) {
        var typed = TypedForm("register", fields, sent)
        let isMarked = typed.mark(refusal, naming: names)
        self.fields = fields
        self.typed = typed
        notice = isMarked ? nil : texts.notice(refusal)
        status = refusal.kind == .notFound ? .unprocessableContent : ConsoleProblem(refusal).status
    }

    /// Whether a page is shown again for a refusal: what does not exist for its reader has no page.
    static func shows(_ refusal: Refusal) -> Bool { refusal.kind != .notFound || refusal.pointer != nil }
}

/// The fields of the forms of one page of the register: filled with what stands, and in a refused form with what was typed.
struct RegisterFields: Sendable {
    let kept: [String: String]
    let refused: RefusedForm?
    let texts: Catalogue

    private func value(_ id: String) -> String {
        if let refused, refused.fields.contains(id) { return refused.typed[id] }
        return kept[id] ?? ""
    }

    private func hint(_ key: String) -> String? {
        let name = "register." + key + "Hint"
        return texts.has(name) ? texts.text(name) : nil
    }

    /// A line or a text of several lines.
    ///
    /// - Parameters:
    ///   - id: its name, which is unique on the page.
    ///   - key: the name of its label; the same unless given.
    ///   - type: what kind of line it is.
    ///   - isRequired: whether it must be filled.
    ///   - isText: whether it has several lines.
    /// - Returns: the field.
    func line(
        _ id: String,
        _ key: String? = nil,
        type: String = "text",
        isRequired: Bool = true,
        isText: Bool = false
    ) -> FieldView {
        FieldView(
            id: id,
            label: texts.text("register." + (key ?? id)),
            type: type,
            value: value(id),
            hint: hint(key ?? id),
            error: refused?.typed.error(id, in: texts),
            autocomplete: "off",
            isRequired: isRequired,
            isText: isText
        )
    }

    /// A choice, of which nothing is chosen before the person does or something stands.
    func choice(_ id: String, _ key: String? = nil, among options: [(value: String, text: String)]) -> FieldView {
        let chosen = value(id)
        let none = FieldView.Option(value: "", text: texts.text("form.choose"), isCurrent: chosen.isEmpty)
        return FieldView(
            id: id,
            label: texts.text("register." + (key ?? id)),
            hint: hint(key ?? id),
            error: refused?.typed.error(id, in: texts),
            options: [none]
                + options.map { FieldView.Option(value: $0.value, text: $0.text, isCurrent: $0.value == chosen) }
        )
    }

    /// A choice among words of the domain.
    func choice<Word: RawRepresentable<String> & CaseIterable>(
        _ id: String,
        _ key: String? = nil,
        among words: Word.Type,
        page: String
    ) -> FieldView {
        choice(id, key, among: words.allCases.map { ($0.rawValue, texts.word(page, $0)) })
    }
}
