import Cooperation

extension TypedForm {
    /// What is to be answered about one item of a request.
    ///
    /// - Parameters:
    ///   - number: its number.
    ///   - address: where it is; `nil` where that was erased.
    ///   - outcomes: what can be answered.
    ///   - hint: what helps with the reasons.
    ///   - warning: what whoever writes the reasons has to know before.
    ///   - texts: the catalogue.
    /// - Returns: its fields.
    func answer(
        to number: Int,
        at address: String?,
        among outcomes: [ItemOutcome],
        hint: String? = nil,
        warning: String? = nil,
        in texts: Catalogue
    ) -> FormView.Fieldset {
        let (outcome, reasons) = ("outcome-\(number)", "reasons-\(number)")
        return FormView.Fieldset(
            "\(number). \(address ?? "–")",
            [
                FieldView(
                    id: outcome,
                    label: texts.label("outcome"),
                    error: error(outcome, in: texts),
                    options: [FieldView.Option(value: "", text: texts.text("form.choose"), isCurrent: false)]
                        + outcomes.map {
                            FieldView.Option(
                                value: $0.rawValue,
                                text: texts.word("itemOutcome", $0),
                                isCurrent: self[outcome] == $0.rawValue
                            )
                        }
                ),
                FieldView(
                    id: reasons,
                    label: texts.label("reasons"),
                    value: self[reasons],
                    hint: hint,
                    warning: warning,
                    error: error(reasons, in: texts),
                    isText: true
                ),
            ]
        )
    }
}
