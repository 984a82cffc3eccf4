import Cooperation
import Services

extension ConsoleRoutes {
    /// What the reader may do about an office.
    func officeForms(_ page: OfficePage, _ refused: RefusedForm?, for actor: Actor) -> [SheetView.Section] {
        let (view, office) = (page.office, page.office.office)
        guard office.origin == nil, office.revokedAt == nil else { return [] }
        var kept = ["function": office.function.rawValue, "zone": office.zone]
        kept["instruments"] = office.instruments.joined(separator: ", ")
        kept["warningOrder"] = office.warning.map { String($0.order) }
        (kept["warningLaw"], kept["warningSource"]) = (view.warningLaw, view.warningSource)
        for part in OfficeText.allCases { kept[part.rawValue] = view.texts[part] }
        let fields = RegisterFields(kept: kept, refused: refused, texts: actor.texts)
        let base = Self.officesPath + "/\(office.id)"
        var sections: [SheetView.Section] = []
        if actor.visit.may(.vouchForMandates), actor.visit.organisation.id != office.authority {
            sections.append(
                office.isLackingAnother(than: actor.visit.person.id)
                    ? note("vouchOffice", "ownWord", actor)
                    : vouching(
                        "vouchOffice",
                        base + "/vouching",
                        [fields.line("how", isText: true)],
                        office.enteredBy,
                        actor
                    )
            )
        }
        guard actor.visit.may(.keepRegister), keeps(office.authority, actor) else { return sections }
        let changing = [
            fields.line("name"), fields.choice("function", among: OfficeFunction.self, page: "officeFunction"),
            fields.line("zone"), fields.line("telephone", type: "tel"), fields.line("telephoneSource"),
            fields.line("law", isText: true), fields.line("instruments", isRequired: false, isText: true),
            fields.line("address", isRequired: false, isText: true),
            fields.line("contact", isRequired: false, isText: true),
        ]
        let warning = [
            fields.line("warningOrder", type: "number", isRequired: false),
            fields.line("warningLaw", isRequired: false, isText: true),
            fields.line("warningSource", isRequired: false),
        ]
        let entering = [
            people(page, fields), fields.choice("rank", among: ranks(actor)),
            fields.line("officerName"), fields.line("post", isRequired: false),
            fields.line("officerContact", isRequired: false),
        ]
        return sections + [
            registerForm("enterOfficer", base + "/officers", entering, .main, actor),
            registerForm("change", base + "/change", changing, .plainly, actor),
            registerForm("setWarning", base + "/warning", warning, .plainly, actor),
            registerForm("revokeOffice", base + "/revocation", [fields.line("reason", isText: true)], .danger, actor),
        ]
    }

    func ranks(_ actor: Actor) -> [(value: String, text: String)] {
        OfficerRank.allCases.map { (value: $0.rawValue, text: actor.texts.word("role", $0.role)) }
    }

    /// Who is made an officer: one of the authority's own people, or by id where they are another organisation's.
    private func people(_ page: OfficePage, _ fields: RegisterFields) -> FieldView {
        let options = page.people.map { view in
            (value: view.person.id.description, text: view.name ?? view.person.id.description)
        }
        return options.isEmpty ? fields.line("person", "personID") : fields.choice("person", among: options)
    }

    /// A form of the register as a section of its page.
    func registerForm(
        _ name: String,
        _ path: String,
        _ fields: [FieldView],
        _ kind: FormView.Kind,
        _ actor: Actor
    ) -> SheetView.Section {
        let texts = actor.texts
        // What is done to a clock rule too is called the same.
        func word(_ key: String) -> String {
            texts.text(texts.has("register." + key) ? "register." + key : "clockRules." + key)
        }
        return .made(word(name)) { section in
            section.isScreenOnly = true
            section.form = FormView(
                path,
                text: word(name + "Help"),
                fields: fields,
                submit: word(name),
                kind: kind
            )
        }
    }

    /// The form by which the organisation that runs the node vouches; a colleague does it for whoever entered or changed it.
    func vouching(
        _ name: String,
        _ path: String,
        _ fields: [FieldView],
        _ enteredBy: [Identifier],
        _ actor: Actor
    ) -> SheetView.Section {
        guard enteredBy.contains(actor.visit.person.id.identifier) else {
            return registerForm(name, path, fields, .main, actor)
        }
        return note(name, "colleague", actor)
    }

    /// What stands where a form would for somebody else.
    private func note(_ name: String, _ text: String, _ actor: Actor) -> SheetView.Section {
        .made(actor.texts.text("register." + name)) { section in
            section.isScreenOnly = true
            section.lines = [actor.texts.text("register." + text)]
        }
    }
}

extension Office {
    /// Whether a person's word stands for it and adds nothing: what is missing is another person's.
    fileprivate func isLackingAnother(than person: ID<Person>) -> Bool {
        !hasSecondVoucher && misuse == nil
            && vouchings.contains { $0.endedAt == nil && $0.by == person.identifier }
    }
}
