import Cooperation
import Services

/// The forms of a request's page at its addressee, each in a line that is opened.
struct AssessmentFormViews {
    let view: AssessmentView
    /// What was typed into one of them and refused.
    let typed: AssessmentForm?
    let actor: Actor

    var texts: Catalogue { actor.texts }
    private var assessment: Assessment { view.assessment }

    func typed(_ act: AssessmentAct, _ given: [String: String] = [:]) -> TypedForm {
        if let typed, typed.act == act { return typed.form }
        return TypedForm("assess", act.fields, given)
    }

    func folded(
        _ act: AssessmentAct,
        fields: [FieldView] = [],
        groups: [FormView.Group] = [],
        fieldsets: [FormView.Fieldset] = [],
        bringsFiles: Bool = false,
        kind: FormView.Kind = .main
    ) -> SheetView.Folded {
        let name = texts.text("assess." + act.rawValue)
        let help = "assess.\(act.rawValue)Help"
        // What only notes something is named after what it notes; the others are named after what they do.
        let notes: Set<AssessmentAct> = [
            .identity, .form, .finding, .authorisation, .preservation, .adviser, .danger, .endangered, .widening,
            .formal, .told,
        ]
        return SheetView.Folded(
            name,
            FormView(
                "\(ConsoleRoutes.assessmentsPath)/\(assessment.id)/\(act.rawValue)",
                text: texts.has(help) ? texts.text(help) : nil,
                fields: fields,
                groups: groups,
                fieldsets: fieldsets,
                bringsFiles: bringsFiles,
                submit: notes.contains(act) ? texts.text("paper.record") : name,
                kind: kind
            ),
            isOpen: typed?.act == act
        )
    }

    private func boxes<Word: RawRepresentable<String> & CaseIterable>(
        _ act: AssessmentAct,
        _ field: String,
        _ words: Word.Type,
        _ page: String,
        _ form: TypedForm
    ) -> FormView.Group {
        FormView.Group(form.boxes(act.field(field), among: words, named: page, in: texts))
    }

    func text(_ act: AssessmentAct, _ name: String, _ form: TypedForm, isRequired: Bool = true) -> FieldView {
        form.line(act.field(name), isRequired: isRequired, isText: true, in: texts)
    }

    private func choice<Word: RawRepresentable<String> & CaseIterable & Equatable>(
        _ act: AssessmentAct,
        _ name: String,
        _ words: Word.Type,
        _ page: String,
        _ form: TypedForm
    ) -> FieldView {
        form.choice(act.field(name), among: words, named: page, none: texts.text("form.choose"), in: texts)
    }

    var taking: SheetView.Folded { folded(.taking) }
    var resume: SheetView.Folded { folded(.resume) }
    var again: SheetView.Folded { folded(.again) }
    var approval: SheetView.Folded { folded(.approval) }
    var told: SheetView.Folded { folded(.told) }

    var identity: SheetView.Folded {
        let form = typed(.identity)
        func line(_ name: String) -> FieldView {
            form.line(AssessmentAct.identity.field(name), isRequired: false, in: texts)
        }
        return folded(
            .identity,
            fields: [
                choice(.identity, "method", IdentityCheck.Method.self, "identityMethod", form),
                choice(.identity, "result", IdentityCheck.Result.self, "identityResult", form),
                text(.identity, "note", form),
            ] + (assessment.opening.isUnregistered == true ? ["callBack", "callBackSource"].map(line) : [])
        )
    }

    var lock: SheetView.Folded {
        let form = typed(.lock)
        return folded(
            .lock,
            fields: [text(.lock, "note", form)],
            groups: [boxes(.lock, "factors", RiskFactor.self, "riskFactor", form)],
            kind: .danger
        )
    }

    var unlock: SheetView.Folded { folded(.unlock, fields: [text(.unlock, "note", typed(.unlock))]) }

    /// On a page of its own.
    var forgery: FormView {
        FormView(
            "\(ConsoleRoutes.assessmentsPath)/\(assessment.id)/\(AssessmentAct.forgery.rawValue)",
            fields: [text(.forgery, "note", typed(.forgery))],
            submit: texts.text("assess.forgerySubmit"),
            kind: .danger
        )
    }

    var genuine: SheetView.Folded {
        folded(.genuine, fields: [text(.genuine, "reasons", typed(.genuine))], kind: .danger)
    }

    var form: SheetView.Folded {
        var given: [String: String] = [:]
        for defect in assessment.defects ?? [] { given[AssessmentAct.form.field("defects-" + defect.rawValue)] = "yes" }
        let form = typed(.form, given)
        return folded(
            .form,
            fields: [text(.form, "note", form, isRequired: false)],
            groups: [
                boxes(.form, "defects", FormDefect.self, "formDefect", form),
                boxes(.form, "factors", RiskFactor.self, "riskFactor", form),
            ]
        )
    }

    var finding: SheetView.Folded {
        let act = AssessmentAct.finding
        let quoted = view.legalBasis ?? view.request.document?.legalBasis?.statute ?? ""
        let form = typed(
            act,
            [
                act.field("legalBasis"): quoted, act.field("reasons"): view.reasons ?? "",
                act.field("territory"): assessment.opening.country,
            ]
        )
        let rabat = AssessmentAct.rabat.map { name in
            FieldView(
                id: act.field(name),
                label: texts.text("rabat." + name),
                error: form.error(act.field(name), in: texts),
                options: [.init(value: "", text: "–", isCurrent: form[act.field(name)].isEmpty)]
                    + (0...Proportionality.Rabat.max).map {
                        .init(value: String($0), text: String($0), isCurrent: form[act.field(name)] == String($0))
                    }
            )
        }
        return folded(
            act,
            fields: [
                text(act, "reasons", form),
                form.choice(
                    act.field("authorisation"),
                    among: RequestDocument.Authorisation.Source.self,
                    named: "authorisationSource",
                    none: texts.text("requests.noSource"),
                    in: texts
                ), form.line(act.field("territory"), in: texts),
                form.line(act.field("silenceEndsAt"), type: "date", isRequired: false, in: texts),
            ],
            groups: [
                boxes(act, "found", AssessmentAct.Check.self, "findingCheck", form),
                boxes(act, "protectedRoles", ProtectedRole.self, "protectedRole", form),
                dangers(act, form, orNone: assessment.kind.asksData),
            ],
            fieldsets: [
                FormView.Fieldset(texts.label("legalBasis"), [text(act, "legalBasis", form)]),
                FormView.Fieldset(texts.text("assess.rabat"), notes: [texts.text("assess.rabatHelp")], rabat),
            ]
        )
    }

    /// Whose authorisation was seen, where the answer is out.
    var authorisation: SheetView.Folded {
        let act = AssessmentAct.authorisation
        let form = typed(
            act,
            [
                act.field("authorisation"): assessment.proportionality?.authorisation?.rawValue ?? "",
                act.field("legalBasis"): view.legalBasis ?? "", act.field("reasons"): view.reasons ?? "",
            ]
        )
        return folded(
            act,
            fields: [
                form.choice(
                    act.field("authorisation"),
                    among: RequestDocument.Authorisation.Source.self,
                    named: "authorisationSource",
                    none: texts.text("requests.noSource"),
                    in: texts
                ), text(act, "legalBasis", form), text(act, "reasons", form),
            ]
        )
    }

    var preservation: SheetView.Folded {
        let act = AssessmentAct.preservation
        let kept = [view.keptUntil, assessment.preservedUntil].compactMap(\.self).max()
        let form = typed(act, [act.field("until"): kept.map { String($0.description.prefix(10)) } ?? ""])
        let reasons = assessment.preservedUntil == nil ? [] : [text(act, "reasons", form, isRequired: false)]
        return folded(act, fields: [form.line(act.field("until"), type: "date", in: texts)] + reasons)
    }

    func adviser(_ advisers: [PersonView]) -> SheetView.Folded {
        let act = AssessmentAct.adviser
        let form = typed(act)
        return folded(
            act,
            fields: [
                form.choice(
                    act.field("person"),
                    among: advisers.map { ($0.person.id.description, $0.name ?? $0.person.id.description) },
                    none: texts.text("form.choose"),
                    in: texts
                )
            ]
        )
    }

    var danger: SheetView.Folded {
        let act = AssessmentAct.danger
        let form = typed(act)
        return folded(
            act,
            fields: [
                form.choice(
                    act.field("agrees"),
                    among: ["yes", "no"].map { ($0, texts.text("yesOrNo." + $0)) },
                    none: texts.text("form.choose"),
                    in: texts
                ), text(act, "reasons", form),
            ]
        )
    }

    var endangered: SheetView.Folded {
        let form = typed(.endangered)
        return folded(
            .endangered,
            fields: [text(.endangered, "note", form)],
            groups: [dangers(.endangered, form, orNone: false)],
            kind: .danger
        )
    }

    /// The dangers to tick, and where data are asked for also that there are none.
    private func dangers(_ act: AssessmentAct, _ form: TypedForm, orNone: Bool) -> FormView.Group {
        let group = boxes(act, "dangers", Danger.self, "danger", form)
        guard orNone else { return group }
        let none = FormView.Group.Box(
            boxName: act.field("noDanger"),
            boxText: texts.text("assess.noDanger"),
            boxNote: nil,
            isTicked: !form[act.field("noDanger")].isEmpty
        )
        return FormView.Group(
            groupLabel: group.groupLabel,
            groupHint: group.groupHint,
            groupError: form.error(act.field("dangers"), in: texts),
            boxes: group.boxes + [none]
        )
    }

    var stop: SheetView.Folded {
        let form = typed(.stop)
        return folded(
            .stop,
            fields: [
                choice(.stop, "reason", ClockTerms.StopReason.self, "stopReason", form),
                form.line(AssessmentAct.stop.field("note"), isText: true, warning: roleWarning, in: texts),
            ]
        )
    }

    /// What is said at a text that the authority reads, where somebody's role is protected; `nil` where nobody's is.
    private var roleWarning: String? {
        assessment.protectedRoles.isEmpty ? nil : texts.text("assess.rolesNoted")
    }

    var back: SheetView.Folded { folded(.back, fields: [text(.back, "reasons", typed(.back))], kind: .plainly) }

    /// The items about which something was done that this person can undo.
    var reversal: SheetView.Folded {
        let form = typed(.reversal)
        let items = assessment.reversibleItems(by: actor.visit.person.id).map {
            (value: String($0), text: actor.reader.number($0))
        }
        return folded(
            .reversal,
            fields: [
                form.choice(
                    AssessmentAct.reversal.field("item"),
                    among: items,
                    none: texts.text("form.choose"),
                    in: texts
                ), text(.reversal, "reasons", form),
            ],
            kind: .danger
        )
    }

    var measure: SheetView.Folded { folded(.measure, fields: [text(.measure, "reasons", typed(.measure))]) }

    var answer: SheetView.Folded {
        let act = AssessmentAct.answer
        let form = typed(act, [act.field("territory"): assessment.opening.country])
        let allowed = ItemOutcome.allowed(for: assessment.kind)
        let addresses = Dictionary(
            view.request.items.map { ($0.item.number, $0.address ?? "–") },
            uniquingKeysWith: { first, _ in first }
        )
        let sets = assessment.openItems.map { number in
            form.answer(
                to: number,
                at: addresses[number],
                among: ItemOutcome.allCases.filter(allowed.contains),
                hint: allowed.contains { $0.fixedReasons != nil } ? texts.text("assess.fixedReasons") : nil,
                warning: roleWarning,
                in: texts
            )
        }
        let temporary = form.box(
            act.field("temporary"),
            under: texts.label("temporary", of: "assess"),
            texts.text("assess.temporaryBox"),
            in: texts
        )
        return folded(
            act,
            fields: [form.line(act.field("territory"), in: texts)],
            groups: assessment.kind.asksRemoval ? [temporary] : [],
            fieldsets: sets
        )
    }

    /// The data that were asked for, to choose from.
    func categories(_ act: AssessmentAct, _ form: TypedForm) -> FieldView {
        form.choice(
            act.field("category"),
            among: assessment.opening.categories.map { ($0.rawValue, texts.word("dataCategory", $0)) },
            in: texts
        )
    }

    /// What was handed over outside of this node, to somebody who asked on paper.
    var handed: SheetView.Folded {
        let act = AssessmentAct.handed
        let form = typed(act)
        let (sha256, note) = (act.field("sha256"), act.field("note"))
        return folded(
            act,
            fields: [
                categories(act, form),
                FieldView(id: sha256, label: "SHA-256", value: form[sha256], error: form.error(sha256, in: texts)),
                FieldView(
                    id: note,
                    label: texts.text("assess.handedNote"),
                    value: form[note],
                    error: form.error(note, in: texts),
                    isText: true
                ), form.line(act.field("handedAt"), type: "datetime-local", isRequired: false, in: texts),
            ]
        )
    }

    /// Why what went out in an emergency was not enough, for each of the data that can still follow.
    var widening: SheetView.Folded {
        let form = typed(.widening)
        return folded(
            .widening,
            fields: [
                form.choice(
                    AssessmentAct.widening.field("category"),
                    among: assessment.furtherCategories.map { ($0.rawValue, texts.word("dataCategory", $0)) },
                    in: texts
                ), text(.widening, "reasons", form),
            ]
        )
    }
}
