import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let newRequestPath = "/console/requests/new"
    private static let hashingScripts = ["file-hashing.js"].compactMap { ConsoleAsset.named($0)?.path }

    /// Writing a request in two steps: the list of what it is about, then what each item needs.
    func newRequests() throws -> [ConsoleRoute] {
        [
            try page(Self.newRequestPath, "console.newRequest", .writeRequests, query: ["draft"]) { actor, query in
                guard let draft = try query.value("draft", "an id", { ID<RequestDraft>($0) }) else {
                    return try await firstStep(actor, TypedForm("requests", RequestForm.first, ["language": "en"]))
                }
                let view = try await self.draft(draft, for: actor)
                return try await secondStep(actor, RequestForm(TypedForm(again: view)))
            },
            try form(
                Self.newRequestPath,
                "console.listRequestItems",
                .writeRequests,
                fields: RequestForm.first,
                limits: Self.longFormLimits
            ) { actor, fields in
                var form = RequestForm(TypedForm("requests", RequestForm.first, fields))
                do throws(Refusal) {
                    try form.requireItems()
                    guard !form.form["instrument"].isEmpty else {
                        throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/instrument")
                    }
                } catch {
                    _ = form.form.mark(error)
                    return try await firstStep(actor, form.form, refusal: error)
                }
                return try await secondStep(actor, form)
            },
            try form(
                Self.newRequestPath + "/items",
                "console.writeRequest",
                .writeRequests,
                fields: RequestForm.fields,
                limits: Self.longFormLimits
            ) { actor, fields in
                var form = RequestForm(TypedForm("requests", RequestForm.fields, fields))
                do {
                    let choices = try await node.requestChoices(for: actor.caller)
                    let chosen = choices.instruments.first { $0.instrument.terms.code == form.form["instrument"] }
                    let wording = try form.wording(chosen?.instrument.terms.kind ?? .referral)
                    let draft = try await node.writeRequests(wording, by: actor.caller).draft.id
                    return .redirect("/console/requests/drafts/\(draft)")
                } catch let refusal as Refusal {
                    _ = form.form.mark(refusal, naming: RequestForm.names)
                    return try await secondStep(actor, form, refusal: refusal)
                }
            },
        ]
    }

    private func firstStep(_ actor: Actor, _ form: TypedForm, refusal: Refusal? = nil) async throws -> OutgoingResponse
    {
        let texts = actor.texts
        let choices = try await node.requestChoices(for: actor.caller)
        let list = SheetView.Section.made(texts.text("requests.step1")) { section in
            guard !choices.instruments.isEmpty else {
                section.lines = [
                    texts.text(choices.officer == nil ? "requests.noOfficer" : "requests.noInstruments")
                ]
                return
            }
            section.form = FormView(
                Self.newRequestPath,
                text: texts.text("requests.step1Help"),
                fields: [
                    form.line(
                        "links",
                        isText: true,
                        listProblem: texts.text("requests.listProblem"),
                        in: texts
                    ),
                    form.choice(
                        "instrument",
                        among: choices.instruments.map { view in
                            let terms = view.instrument.terms
                            let kind = texts.word("requestKind", terms.kind)
                            return (terms.code, "\(kind): \(view.title ?? terms.code)")
                        },
                        none: texts.text("form.choose"),
                        in: texts
                    ), form.line("language", in: texts),
                ],
                groups: [
                    form.box(
                        "exercise",
                        under: texts.text("requests.exerciseMark"),
                        texts.text("requests.exerciseHint"),
                        in: texts
                    )
                ],
                submit: texts.text("requests.goOn")
            )
        }
        return requestSheet(actor, [list], refusal)
    }

    private func secondStep(
        _ actor: Actor,
        _ form: RequestForm,
        refusal: Refusal? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let choices = try await node.requestChoices(for: actor.caller)
        let earlier = try await node.earlierRequests(about: Set(form.items.map(\.text)), for: actor.caller)
        let terms = choices.instruments.first { $0.instrument.terms.code == form.form["instrument"] }?.instrument.terms
        let kind = terms?.kind ?? .referral
        let law = lawFields(form.form, kind, hasFirstContact: terms?.firstContactClock != nil, in: texts)
        var groups: [FormView.Group] = []
        if kind.asksData {
            groups.append(
                FormView.Group(
                    form.form.boxes("categories", among: DataCategory.self, named: "dataCategory", in: texts)
                )
            )
        }
        if kind == .stayUp { groups.append(perpetratorsGroup(form.form, in: texts)) }
        if kind == .removalOrder { groups.append(copyGroup(form.form, in: texts)) }
        let hidden = Dictionary(uniqueKeysWithValues: RequestForm.first.map { ($0, form.form[$0]) })
        let section = SheetView.Section.made(texts.text("requests.step2")) { section in
            section.facts = [
                Fact(texts.label("kindOfRequest"), texts.word("requestKind", kind)),
                Fact(texts.label("instrument"), form.form["instrument"], isCode: true),
            ]
            section.form = FormView(
                Self.newRequestPath + "/items",
                text: texts.text("requests.step2Help"),
                groups: groups,
                fieldsets: addresseeSets(form, choices, in: texts) + itemSets(form, earlier, for: actor)
                    + [
                        FormView.Fieldset(
                            texts.text("requests.reach"),
                            reachFields(form.form, choices.office?.office.country, in: texts)
                        ), FormView.Fieldset(texts.text("requests.law"), law),
                        FormView.Fieldset(texts.text("requests.attachments"), [files("files", form.form, in: texts)]),
                    ],
                hidden: hidden.filter { !$0.value.isEmpty },
                submit: texts.text("requests.preview")
            )
        }
        return requestSheet(actor, [section], refusal)
    }

    private func addresseeSets(
        _ form: RequestForm,
        _ choices: RequestChoices,
        in texts: Catalogue
    ) -> [FormView.Fieldset] {
        form.groups.enumerated().map { place, group in
            let number = place + 1
            let host = group.host ?? texts.text("requests.noHost")
            return FormView.Fieldset(
                "\(texts.label("recipient")): \(host)",
                notes: [texts.count("requests.itemCount", group.items.count)],
                [
                    FieldView(
                        id: "to-\(number)",
                        label: texts.text("requests.member"),
                        error: form.form.error("to-\(number)", in: texts),
                        options: [.init(value: "", text: texts.text("requests.notMember"), isCurrent: false)]
                            + choices.platforms.map {
                                .init(
                                    value: $0.id.description,
                                    text: $0.name,
                                    isCurrent: $0.id.description == form.form["to-\(number)"]
                                )
                            }
                    ),
                    FieldView(
                        id: "name-\(number)",
                        label: texts.text("requests.guestName"),
                        value: form.form["name-\(number)"].isEmpty && form.form["to-\(number)"].isEmpty
                            ? group.host ?? "" : form.form["name-\(number)"],
                        autocomplete: "off",
                        isRequired: false
                    ),
                ]
            )
        }
    }

    private func requestSheet(
        _ actor: Actor,
        _ sections: [SheetView.Section],
        _ refusal: Refusal?
    ) -> OutgoingResponse {
        let title = actor.texts.text("requests.new")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                back: .init("/console/requests", actor.texts.text("requests.title")),
                main: sections,
                scripts: Self.hashingScripts
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: refusal.map { actor.texts.notice($0) }
        )
    }
}
