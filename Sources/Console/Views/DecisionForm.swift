import Cooperation
import HTTPServing

/// A decision as it is typed into the form, before it is one.
struct DecisionForm: Sendable {
    static let fields: Set<String> = [
        "finding", "ground", "groundReference", "measure", "territory", "exemption", "exemptionAssessment", "reasons",
        "endsAt", "act",
    ]

    private var texts: [String: String] = [:]
    /// What is wrong, by field.
    private var errors: [String: Refusal] = [:]

    /// An empty form.
    ///
    /// - Parameter groundReference: what is mostly named as the ground.
    init(groundReference: String) {
        texts["groundReference"] = groundReference
    }

    /// What was sent.
    init(_ form: FormFields) {
        for field in Self.fields { texts[field] = form[field] }
    }

    private subscript(field: String) -> String { texts[field] ?? "" }

    /// Marks the field that a refusal is about.
    ///
    /// - Returns: whether there is such a field.
    mutating func mark(_ refusal: Refusal) -> Bool {
        guard let field = refusal.pointer?.dropFirst(), Self.fields.contains(String(field)) else { return false }
        errors[String(field)] = refusal
        return true
    }

    /// The decision that was typed.
    ///
    /// - Throws: `Refusal` that points at the field.
    func proposal() throws(Refusal) -> DecisionProposal {
        DecisionProposal(
            finding: try word("finding"),
            ground: try word("ground"),
            groundReference: try Texts.required(self["groundReference"], "groundReference"),
            measure: try word("measure"),
            territory: try territory(),
            exemption: try word("exemption"),
            exemptionAssessment: try Texts.required(self["exemptionAssessment"], "exemptionAssessment"),
            reasons: try Texts.required(self["reasons"], "reasons"),
            endsAt: try end()
        )
    }

    private func word<Word: RawRepresentable<String>>(_ field: String) throws(Refusal) -> Word {
        guard let word = Word(rawValue: self[field]) else {
            throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/" + field)
        }
        return word
    }

    private func territory() throws(Refusal) -> Territory {
        let countries = self["territory"].uppercased().split { $0 == "," || $0.isWhitespace }.map(String.init)
        return countries.isEmpty ? .everywhere : try Territory(countries: countries)
    }

    private func end() throws(Refusal) -> Timestamp? {
        let text = self["endsAt"]
        guard !text.isEmpty else { return nil }
        guard let time = Timestamp(text + "T00:00:00Z") else {
            throw Refusal(.invalid, "date-invalid", "Write a date as 2027-01-31.", pointer: "/endsAt")
        }
        return time
    }

    /// The fields as they are shown, with what was typed and what is wrong with it.
    func views(in catalogue: Catalogue) -> [FieldView] {
        func label(_ field: String) -> String { catalogue.text("decide." + field) }
        func hint(_ field: String) -> String? {
            let key = "decide." + field + "Hint"
            return catalogue.has(key) ? catalogue.text(key) : nil
        }
        func error(_ field: String) -> FieldError? { errors[field].map(catalogue.fieldError) }
        func choice<Word: RawRepresentable<String> & CaseIterable & Equatable>(
            _ field: String,
            _ words: Word.Type
        ) -> FieldView {
            .choice(
                field,
                label(field),
                among: words,
                page: field,
                chosen: self[field],
                hint: hint(field),
                error: error(field),
                in: catalogue
            )
        }
        func line(_ field: String, type: String = "text", isRequired: Bool = true, isText: Bool = false) -> FieldView {
            FieldView(
                id: field,
                label: label(field),
                type: type,
                value: self[field],
                hint: hint(field),
                error: error(field),
                autocomplete: "off",
                isRequired: isRequired,
                isText: isText
            )
        }
        return [
            choice("finding", Finding.self), choice("ground", Ground.self), line("groundReference"),
            choice("measure", Measure.self), line("territory", isRequired: false), choice("exemption", Exemption.self),
            line("exemptionAssessment", isText: true), line("reasons", isText: true),
            line("endsAt", type: "date", isRequired: false),
        ]
    }
}
