import Cooperation
import HTTPServing
import Services

extension ConsoleRoutes {
    /// What a person reads and where they are reached, as an administrator writes it down for them.
    func personCare() throws -> [ConsoleRoute] {
        [
            try form(
                "/console/people/{id}/languages",
                "console.changeLanguages",
                .keepPeople,
                fields: ["languages"]
            ) { actor, fields in
                try await saving(actor, fields) { id in
                    let tags = fields["languages"].split { $0 == "," || $0.isWhitespace }.map(String.init)
                    let own = actor.visit.organisation.id
                    _ = try await node.changePerson(id, of: own, .changeLanguages(tags), by: actor.caller)
                }
            },
            try form(
                "/console/people/{id}/address",
                "console.changeAddressOfPerson",
                .keepPeople,
                fields: ["email"]
            ) { actor, fields in
                try await saving(actor, fields) { id in
                    let address = fields["email"].isEmpty ? nil : try EmailAddress(typed: fields["email"])
                    let own = actor.visit.organisation.id
                    _ = try await node.setAddress(address, of: id, in: own, by: actor.caller)
                }
            },
        ]
    }

    /// Which officer of the register of an exchange a person is, as an authority's own node has it.
    func personOfficers() throws -> [ConsoleRoute] {
        [
            try form(
                "/console/people/{id}/officer",
                "console.nameOfficer",
                .keepPeople,
                fields: ["officer"]
            ) { actor, fields in
                try await saving(actor, fields) { id in
                    guard let officer = ID<Officer>(fields["officer"]) else {
                        throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/officer")
                    }
                    let own = actor.visit.organisation.id
                    _ = try await node.nameOfficer(officer, ofPerson: id, of: own, by: actor.caller)
                }
            }
        ]
    }

    /// The form to choose the officer; `nil` where no register with officers of this organisation is followed.
    func officerForm(
        of person: Person,
        _ refusal: Refusal?,
        for actor: Actor
    ) async throws -> SheetView.Section? {
        let texts = actor.texts
        let officers = try await node.followedOfficers(for: actor.caller)
        guard !officers.isEmpty else { return nil }
        return .made(texts.text("people.officer")) { section in
            section.isScreenOnly = true
            section.form = FormView(
                "/console/people/\(person.id)/officer",
                text: texts.text("people.officerHelp"),
                fields: [
                    FieldView(
                        id: "officer",
                        label: texts.text("people.officer"),
                        error: refusal.flatMap {
                            $0.pointer == "/officer" ? texts.fieldError($0) : nil
                        },
                        options: [.init(value: "", text: texts.text("form.choose"), isCurrent: false)]
                            + officers.map { view in
                                .init(
                                    value: view.officer.id.description,
                                    text: view.name ?? view.officer.id.description,
                                    isCurrent: view.officer.id == person.officer
                                )
                            }
                    )
                ],
                submit: texts.text("people.changeRolesSubmit"),
                kind: .plainly
            )
        }
    }

    /// Does what a form of a person's page asks for, or shows the page again with what is wrong.
    private func saving(
        _ actor: Actor,
        _ fields: FormFields,
        _ body: (ID<Person>) async throws -> Void
    ) async throws -> OutgoingResponse {
        let id = try Self.personID(actor)
        do {
            try await body(id)
            return .redirect("/console/people/\(id)?done=saved")
        } catch let refusal as Refusal where refusal.kind != .notFound {
            return try await person(actor, typed: fields, refusal: refusal)
        }
    }

    /// The two forms.
    func care(
        of person: Person,
        reachedAt address: EmailAddress?,
        _ typed: FormFields?,
        _ refusal: Refusal?,
        for actor: Actor
    ) -> [SheetView.Section] {
        let texts = actor.texts
        func section(_ name: String, _ path: String, _ field: FieldView) -> SheetView.Section {
            .made(texts.text("people." + name)) { section in
                section.isScreenOnly = true
                section.form = FormView(
                    "/console/people/\(person.id)/" + path,
                    text: texts.text("people." + name + "Help"),
                    fields: [field],
                    submit: texts.text("people.changeRolesSubmit"),
                    kind: .plainly
                )
            }
        }
        func error(_ name: String) -> FieldError? {
            refusal.flatMap { $0.pointer == "/" + name ? texts.fieldError($0) : nil }
        }
        let sent = typed?["languages"] ?? ""
        let languages = FieldView(
            id: "languages",
            label: texts.text("people.languages"),
            value: sent.isEmpty ? (person.languages ?? []).joined(separator: ", ") : sent,
            hint: texts.text("people.languagesHint"),
            error: error("languages"),
            autocomplete: "off",
            isRequired: false
        )
        let typedEmail = typed?["email"] ?? ""
        let email = FieldView(
            id: "email",
            label: texts.text("preferences.email"),
            type: "email",
            value: typedEmail.isEmpty ? address?.text ?? "" : typedEmail,
            error: error("email"),
            autocomplete: "off",
            isRequired: false
        )
        return [section("languages", "languages", languages), section("reach", "address", email)]
    }
}
