import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// Writes an agreement down as it was typed.
    func propose(_ fields: FormFields, by actor: Actor) async throws -> ID<Agreement> {
        let known = try await node.possibleParties()
        let parties = try fields["parties"].split(separator: "\n").map { try Self.party(String($0), among: known) }
        return try await node.proposeAgreement(
            title: fields["title"],
            parties: parties,
            use: try Self.word(fields, "use"),
            validUntil: try Self.date(fields, "validUntil"),
            by: actor.caller
        ).agreement.id
    }

    /// The member that a line of the form names, by its name or its id.
    private static func party(
        _ line: String,
        among known: [OrganisationView]
    ) throws(Refusal) -> ID<Organisation> {
        let word = line.trimmed
        if let id = ID<Organisation>(word) { return id }
        let found = known.filter { $0.name?.lowercased() == word.lowercased() }
        guard found.count == 1, let party = found.first else {
            throw Refusal(
                .invalid,
                found.isEmpty ? "party-name-unknown" : "party-name-ambiguous",
                found.isEmpty ? "No member is called so: \(word)." : "Several members are called so: \(word).",
                pointer: "/parties"
            )
        }
        return party.organisation.id
    }

    /// The end of the day of a date field; `nil` for an empty one.
    static func date(_ fields: FormFields, _ name: String) throws(Refusal) -> Timestamp? {
        guard !fields[name].isEmpty else { return nil }
        guard let day = Timestamp(fields[name] + "T00:00:00Z") else {
            throw Refusal(.invalid, "date-invalid", "Write a date as 2027-01-31.", pointer: "/" + name)
        }
        return day + .days(1)
    }

    /// The form of an agreement, beside those who can be its parties.
    func proposal(
        _ actor: Actor,
        typed: FormFields? = nil,
        refusal: Refusal? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        func error(_ name: String) -> FieldError? {
            refusal.flatMap { $0.pointer == "/" + name ? texts.fieldError($0) : nil }
        }
        let parties = try await node.possibleParties()
        let form = SheetView.Section.made(texts.text("agreements.propose")) { section in
            section.form = FormView(
                "/console/agreements/new",
                fields: [
                    FieldView(
                        id: "title",
                        label: texts.text("agreements.name"),
                        value: typed?["title"] ?? "",
                        error: error("title"),
                        autocomplete: "off"
                    ),
                    .choice(
                        "use",
                        texts.text("agreements.use"),
                        among: Agreement.Use.self,
                        page: "agreementUse",
                        chosen: typed?["use"] ?? "",
                        error: error("use"),
                        in: texts
                    ),
                    FieldView(
                        id: "parties",
                        label: texts.text("agreements.parties"),
                        value: typed?["parties"] ?? "",
                        hint: texts.text("agreements.partiesHint"),
                        error: error("parties"),
                        isText: true
                    ),
                    FieldView(
                        id: "validUntil",
                        label: texts.text("agreements.validUntil"),
                        type: "date",
                        value: typed?["validUntil"] ?? "",
                        hint: texts.text("agreements.validUntilHint"),
                        error: error("validUntil"),
                        isRequired: false
                    ),
                ],
                submit: texts.text("agreements.proposeSubmit"),
                keep: "agreement"
            )
        }
        let list = SheetView.Section.made(texts.text("agreements.possible")) { section in
            section.lines = [texts.text("agreements.possibleHelp")]
            section.table = TableView(
                texts.count("members.caption", parties.count),
                [texts.text("members.name"), texts.text("members.kind"), texts.text("members.id")],
                parties.map { view in
                    [
                        .text(view.name ?? "", path: "/console/members/\(view.organisation.id)"),
                        .text(texts.word("organisationKind", view.organisation.kind)),
                        .code(view.organisation.id.description),
                    ]
                }
            )
        }
        let title = texts.text("agreements.propose")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                back: .init("/console/agreements", texts.text("agreements.back")),
                main: [form],
                side: [list]
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: texts.notice(refusal, unlessAt: ["title", "use", "parties", "validUntil"])
        )
    }
}

extension String {
    /// The text without white space around it.
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
