import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    static let interestFields: Set<String> = ["owners", "funders", "governments"]

    /// The members, and what each may see.
    func members() throws -> [ConsoleRoute] {
        [
            try page("/console/members", "console.members", .readOrganisations, query: ["after"]) { actor, query in
                try await members(actor, after: query.value("after", "an id") { ID($0) })
            },
            try form(
                "/console/members",
                "console.registerMember",
                .registerOrganisations,
                fields: Self.interestFields.union(["name", "kind", "id", "declared"])
            ) { actor, fields in try await register(actor, fields) },
            try page("/console/members/{id}", "console.member", .readOrganisations, query: ["done"]) { actor, query in
                let words = ["registered", "changed", "declared", "taken"]
                let done = query["done"].flatMap { words.contains($0) ? $0 : nil }
                return try await member(
                    actor,
                    notice: done.map { Frame.Notice(kind: "good", text: actor.texts.text("members." + $0)) }
                )
            },
            try form(
                "/console/members/{id}/standing",
                "console.changeStanding",
                .changeStanding,
                fields: ["standing", "reason"]
            ) { actor, fields in
                let id = try Self.memberID(actor)
                return try await answering(actor, fields) {
                    let standing = try Self.word(fields, "standing") as Standing
                    _ = try await node.changeStanding(of: id, to: standing, reason: fields["reason"], by: actor.caller)
                    return .redirect("/console/members/\(id)?done=changed")
                }
            },
            try form(
                "/console/members/{id}/interests",
                "console.declareInterests",
                .declareInterests,
                fields: Self.interestFields
            ) { actor, fields in
                let id = try Self.memberID(actor)
                return try await answering(actor, fields) {
                    _ = try await node.declareInterests(of: id, try Self.interests(fields), by: actor.caller)
                    return .redirect("/console/members/\(id)?done=declared")
                }
            },
            try form("/console/members/{id}/key", "console.issueFirstKey", .keepKeys) { actor, _ in
                let id = try Self.memberID(actor)
                let issued = try await node.issueKey(
                    for: id,
                    role: .administrator,
                    person: nil,
                    vouches: false,
                    expiresAt: nil,
                    by: actor.caller
                )
                return shown(issued, back: "/console/members/\(id)", for: actor)
            },
        ]
    }

    static func memberID(_ actor: Actor) throws(Problem) -> ID<Organisation> {
        try actor.request.path.value("id") { ID<Organisation>($0) }
    }

    /// Reads a choice of a form.
    ///
    /// - Throws: `Refusal` that points at the field.
    static func word<Word: RawRepresentable<String>>(_ fields: FormFields, _ name: String) throws(Refusal) -> Word {
        guard let word = Word(rawValue: fields[name]) else {
            throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/" + name)
        }
        return word
    }

    /// The boxes of a group that were ticked.
    static func ticked<Word: RawRepresentable<String> & CaseIterable & Hashable>(
        _ fields: FormFields,
        _ group: String
    ) -> Set<Word> {
        Set(Word.allCases.filter { fields[FormView.Group.fieldName(group, $0)] == "yes" })
    }

    private static func interests(_ fields: FormFields) throws(Refusal) -> Interests {
        func words(_ name: String) -> [String] {
            fields[name].lowercased().split { $0 == "," || $0.isWhitespace }.map(String.init)
        }
        return try Interests(owners: words("owners"), funders: words("funders"), governments: words("governments"))
    }

    /// Does what a form of a member's page asks for, or shows the page again with what is wrong.
    private func answering(
        _ actor: Actor,
        _ fields: FormFields,
        _ body: () async throws -> OutgoingResponse
    ) async throws -> OutgoingResponse {
        do {
            return try await body()
        } catch let refusal as Refusal where refusal.kind != .notFound {
            return try await member(actor, typed: fields, refusal: refusal)
        }
    }

    private func register(_ actor: Actor, _ fields: FormFields) async throws -> OutgoingResponse {
        do {
            let id = ID<Organisation>(fields["id"])
            guard id != nil || fields["id"].isEmpty else {
                throw Refusal(.invalid, "id-invalid", "This is not an id.", pointer: "/id")
            }
            let view = try await node.registerOrganisation(
                id: id,
                kind: try Self.word(fields, "kind"),
                name: fields["name"],
                interests: fields["declared"] == "yes" ? try Self.interests(fields) : nil,
                by: actor.caller
            )
            return .redirect("/console/members/\(view.organisation.id)?done=registered")
        } catch let refusal as Refusal where refusal.kind != .notFound {
            return try await members(actor, after: nil, typed: fields, refusal: refusal)
        }
    }

    private func members(
        _ actor: Actor,
        after: ID<Organisation>?,
        typed: FormFields? = nil,
        refusal: Refusal? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let (found, next) = try await node.members(after: after)
        let list = SheetView.Section.made(texts.text("members.list")) { section in
            section.table = TableView(
                texts.count("members.caption", found.count),
                ["name", "kind", "standing", "interests"].map { texts.text("members." + $0) },
                found.map { view in
                    let organisation = view.organisation
                    return [
                        .text(
                            view.name ?? organisation.id.description,
                            path: "/console/members/\(organisation.id)",
                            note: organisation.ownsNode ? texts.text("members.thisNode") : nil
                        ), .text(texts.word("organisationKind", organisation.kind)),
                        .badge(organisation.standing.badgeKind, texts.word("standing", organisation.standing)),
                        .text(interests(organisation.interests, in: texts)),
                    ]
                }
            )
        }
        let form = SheetView.Section.made(texts.text("members.register")) { section in
            section.isScreenOnly = true
            section.form = registration(typed, refusal, in: texts)
        }
        let title = texts.text("members.title")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                intro: [texts.text("members.help")],
                main: [list],
                side: actor.visit.may(.registerOrganisations) ? [form] : [],
                onward: next.map { SheetView.Link("/console/members?after=\($0)", texts.text("list.more")) }
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: texts.notice(refusal, unlessAt: ["name", "kind", "id", "interests"])
        )
    }

    private func registration(_ typed: FormFields?, _ refusal: Refusal?, in texts: Catalogue) -> FormView {
        func error(_ name: String) -> FieldError? {
            refusal.flatMap { $0.pointer == "/" + name ? texts.fieldError($0) : nil }
        }
        return FormView(
            "/console/members",
            fields: [
                FieldView(
                    id: "name",
                    label: texts.text("members.name"),
                    value: typed?["name"] ?? "",
                    error: error("name"),
                    autocomplete: "off"
                ),
                .choice(
                    "kind",
                    texts.text("members.kind"),
                    among: OrganisationKind.self,
                    page: "organisationKind",
                    chosen: typed?["kind"] ?? "",
                    error: error("kind"),
                    in: texts
                ),
                FieldView(
                    id: "id",
                    label: texts.text("members.ownID"),
                    value: typed?["id"] ?? "",
                    hint: texts.text("members.ownIDHint"),
                    error: error("id"),
                    autocomplete: "off",
                    isRequired: false
                ),
            ] + interestViews(typed, nil, refusal, in: texts),
            groups: [
                FormView.Group(
                    groupLabel: texts.text("members.interests"),
                    groupHint: nil,
                    groupError: nil,
                    boxes: [
                        .init(
                            boxName: "declared",
                            boxText: texts.text("members.declaredBox"),
                            boxNote: texts.text("members.declaredNote"),
                            isTicked: typed?["declared"] == "yes"
                        )
                    ]
                )
            ],
            submit: texts.text("members.registerSubmit"),
            keep: "member"
        )
    }

    /// The three fields of who stands behind an organisation.
    func interestViews(
        _ typed: FormFields?,
        _ known: Interests?,
        _ refusal: Refusal?,
        in texts: Catalogue
    ) -> [FieldView] {
        [("owners", known?.owners), ("funders", known?.funders), ("governments", known?.governments)].map {
            name,
            words in
            FieldView(
                id: name,
                label: texts.text("members." + name),
                value: typed?[name] ?? words?.joined(separator: ", ") ?? "",
                hint: texts.text("members.interestsHint"),
                error: name == "owners" && refusal?.pointer == "/interests" ? refusal.map(texts.fieldError) : nil,
                autocomplete: "off",
                isRequired: false
            )
        }
    }

    func interests(_ interests: Interests?, in texts: Catalogue) -> String {
        guard let interests else { return texts.text("members.undeclared") }
        let all = Set(interests.owners + interests.funders + interests.governments)
        return all.isEmpty ? texts.text("members.noInterests") : all.sorted().joined(separator: ", ")
    }
}

extension Standing {
    /// The kind of badge that shows it.
    var badgeKind: String {
        switch self {
        case .active: "good"
        case .applicant, .observer, .restricted: "warn"
        case .suspended, .withdrawn: "bad"
        }
    }
}
