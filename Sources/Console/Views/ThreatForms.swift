import Cooperation
import HTTPServing
import Services

/// What people can do with a threat alert, as far as it goes in its state.
struct ThreatForms: Sendable {
    let view: ThreatView
    /// What was typed into which form, where something was wrong with it.
    let typed: (word: String, fields: FormFields)?
    let refusal: Refusal?
    let texts: Catalogue

    private var path: String { "/console/threats/\(view.alert.id)/" }

    func sections(
        mayApprove: Bool,
        mayRaise: Bool,
        mayAdvise: Bool,
        person: ID<Person>,
        recipients: [ThreatRecipient]
    ) -> [SheetView.Section] {
        let alert = view.alert
        let isOpen = ThreatAlert.State.open.contains(alert.state)
        let isWaiting =
            alert.approvals.count < ThreatAlert.approvalsNeeded && alert.state != .dropped && alert.office != nil
        var sections: [SheetView.Section] = []
        if mayApprove, isWaiting {
            let isOthers = person != alert.raisedBy && !alert.approvals.contains { $0.by == person }
            sections.append(
                section("approve", help: isOthers ? "approveHelp" : "approveOther", form: isOthers ? approval : nil)
            )
        }
        if mayApprove, alert.state == .withheld, !alert.approvals.isEmpty {
            sections.append(section("release", help: "releaseHelp", form: plain("release", "release")))
        }
        if mayApprove, alert.takesCalls {
            sections.append(
                section("call", help: "callHelp", form: call)
            )
        }
        if isOpen, mayAdvise, alert.isBarredByDanger {
            let isOthers =
                person != alert.raisedBy && person != alert.chosenBy && !alert.approvals.contains { $0.by == person }
                && !alert.agreements.contains { $0.by == person }
            let form = isOthers ? text("agreement", "agreement", "agreement", submit: "agree") : nil
            sections.append(section("agreement", help: "agreementHelp", form: form))
        }
        if isOpen, mayRaise {
            sections += [
                section("danger", help: "dangersHint", form: danger),
                section("redirect", help: "redirectHelp", form: redirection(recipients)),
                section(
                    "withdraw",
                    help: "withdrawHelp",
                    form: text("withdrawal", "reason", "reason", submit: "withdraw")
                ),
            ]
        }
        return sections
    }

    private func section(_ title: String, help: String, form: FormView?) -> SheetView.Section {
        .made(texts.text("threats." + title)) { section in
            section.isScreenOnly = true
            section.lines = [texts.text("threats." + help)]
            section.form = form
        }
    }

    private var approval: FormView {
        FormView(path + "approval", submit: texts.text("threats.approve"), kind: .danger)
    }

    private func plain(_ word: String, _ submit: String) -> FormView {
        FormView(path + word, submit: texts.text("threats." + submit), kind: .plainly)
    }

    private func value(_ word: String, _ field: String) -> String {
        typed?.word == word ? typed?.fields["\(word)-\(field)"] ?? "" : ""
    }

    private func error(_ word: String, _ field: String) -> FieldError? {
        guard typed?.word == word, let refusal, refusal.pointer == "/" + field else { return nil }
        return texts.fieldError(refusal)
    }

    private func line(_ word: String, _ field: String, _ label: String) -> FieldView {
        FieldView(
            id: word + "-" + field,
            label: texts.text("threats." + label),
            value: value(word, field),
            error: error(word, field),
            autocomplete: "off",
            isText: true
        )
    }

    private func text(_ word: String, _ field: String, _ label: String, submit: String) -> FormView {
        FormView(
            path + word,
            fields: [line(word, field, label)],
            submit: texts.text("threats." + submit),
            kind: .plainly
        )
    }

    private var call: FormView {
        let chosen = value("call", "isReached")
        func option(_ value: String, _ label: String) -> FieldView.Option {
            FieldView.Option(value: value, text: texts.text(label), isCurrent: value == chosen)
        }
        return FormView(
            path + "call",
            fields: [
                FieldView(
                    id: "call-isReached",
                    label: texts.text("threats.isReached"),
                    error: error("call", "isReached"),
                    options: [
                        option("", "form.choose"), option("true", "threats.reached"),
                        option("false", "threats.notReached"),
                    ]
                ), line("call", "note", "callNote"),
            ],
            submit: texts.text("threats.noteCall"),
            kind: .plainly
        )
    }

    private var danger: FormView {
        FormView(
            path + "danger",
            fields: [line("danger", "note", "dangerNote")],
            groups: [
                .words(
                    "danger",
                    label: texts.text("threats.dangers"),
                    error: error("danger", "dangers"),
                    among: Danger.allCases,
                    page: "threatDanger",
                    ticked: [],
                    in: texts
                )
            ],
            submit: texts.text("threats.noteDanger"),
            kind: .plainly
        )
    }

    private func redirection(_ recipients: [ThreatRecipient]) -> FormView {
        let others = recipients.filter { $0.office.office.id != view.alert.office }
        return FormView(
            path + "recipient",
            fields: [
                FieldView(
                    id: "recipient-office",
                    label: texts.text("threats.office"),
                    error: error("recipient", "office"),
                    options: [FieldView.Option(value: "", text: texts.text("form.choose"), isCurrent: true)]
                        + others.map { one in
                            FieldView.Option(
                                value: one.office.office.id.description,
                                text: one.office.texts[.name] ?? one.office.office.id.description,
                                isCurrent: false
                            )
                        }
                ), line("recipient", "choice", "choice"),
            ],
            submit: texts.text("threats.redirect"),
            kind: .plainly
        )
    }
}
