import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let roleGroup = "role"
    private static var roleFields: Set<String> { FormView.Group.fieldNames(roleGroup, Role.allCases) }

    /// The people of one's own organisation, and what each may do.
    func people() throws -> [ConsoleRoute] {
        [
            try page("/console/people", "console.people", .readPeople, query: ["after"]) { actor, query in
                try await people(actor, after: query.value("after", "an id") { ID($0) })
            },
            try form(
                "/console/people",
                "console.addPerson",
                .keepPeople,
                fields: Self.roleFields.union(["name"])
            ) { actor, fields in
                let own = actor.visit.organisation.id
                let roles: Set<Role> = Self.ticked(fields, Self.roleGroup)
                do {
                    let view = try await node.addPerson(to: own, name: fields["name"], roles: roles, by: actor.caller)
                    return .redirect("/console/people/\(view.person.id)?done=added")
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    return try await people(actor, after: nil, name: fields["name"], roles: roles, refusal: refusal)
                }
            },
            try page("/console/people/{id}", "console.person", .readPeople, query: ["done"]) { actor, query in
                let words = ["added", "changed", "closed", "left", "erased"].map { ($0, "people." + $0) }
                let texts = Dictionary(uniqueKeysWithValues: words + [("saved", "preferences.saved")])
                return try await person(
                    actor,
                    notice: query["done"].flatMap { texts[$0] }.map { text in
                        Frame.Notice(kind: "good", text: actor.texts.text(text))
                    }
                )
            },
            try form("/console/people/{id}/roles", "console.changeRoles", .keepPeople, fields: Self.roleFields) {
                actor,
                fields in
                let roles: Set<Role> = Self.ticked(fields, Self.roleGroup)
                do {
                    return try await change(actor, .changeRoles(roles), done: "changed")
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    return try await person(actor, roles: roles, refusal: refusal)
                }
            },
            try form("/console/people/{id}/departure", "console.notePersonLeft", .keepPeople) { actor, _ in
                try await change(actor, .leave, done: "left")
            },
            try form("/console/people/{id}/invitation", "console.invitePerson", .keepPeople) { actor, _ in
                try await invitation(actor)
            },
            try page("/console/people/{id}/erasure", "console.confirmErasure", .keepPeople) { actor, _ in
                try await erasure(actor)
            },
            try form("/console/people/{id}/erasure", "console.erasePerson", .keepPeople) { actor, _ in
                let id = try Self.personID(actor)
                _ = try await node.erasePerson(id, of: actor.visit.organisation.id, by: actor.caller)
                return .redirect("/console/people/\(id)?done=erased")
            },
        ]
    }

    static func personID(_ actor: Actor) throws(Problem) -> ID<Person> {
        try actor.request.path.value("id") { ID<Person>($0) }
    }

    private func change(_ actor: Actor, _ command: PersonCommand, done: String) async throws -> OutgoingResponse {
        let id = try Self.personID(actor)
        _ = try await node.changePerson(id, of: actor.visit.organisation.id, command, by: actor.caller)
        return .redirect("/console/people/\(id)?done=\(done)")
    }

    private func roles(
        _ ticked: Set<Role>,
        _ refusal: Refusal?,
        for actor: Actor
    ) -> FormView.Group {
        let texts = actor.texts
        let own = RoleTable.roles(of: actor.visit.organisation.kind)
        return .words(
            Self.roleGroup,
            label: texts.text("people.roles"),
            hint: texts.text("people.rolesHint"),
            error: refusal.flatMap { $0.pointer == "/roles" ? texts.fieldError($0) : nil },
            among: Role.allCases.filter(own.contains),
            page: "role",
            ticked: ticked,
            note: { texts.word("roleNote", $0) },
            in: texts
        )
    }

    private func people(
        _ actor: Actor,
        after: ID<Person>?,
        name: String = "",
        roles: Set<Role> = [],
        refusal: Refusal? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let (found, next) = try await access.logins(
            of: actor.visit.organisation.id,
            after: after,
            limit: Node.membersPerPage,
            for: actor.caller
        )
        let list = SheetView.Section.made(texts.text("people.list")) { section in
            section.table = TableView(
                texts.count("people.caption", found.count),
                ["name", "roles", "state", "login", "passed"].map { texts.text("people." + $0) },
                found.map { view in
                    [
                        .text(
                            view.name ?? texts.text("people.nameless"),
                            path: "/console/people/\(view.person.id)",
                            note: view.person.id == actor.visit.person.id ? texts.text("people.you") : nil
                        ), .text(view.person.roles.map { texts.word("role", $0) }.joined(separator: ", ")),
                        .badge(view.person.state.badgeKind, texts.word("personState", view.person.state)),
                        .text(ways(in: view, for: actor)),
                        view.lastPassedAt.map { .time(actor.reader.time($0)) }
                            ?? .text(texts.text("people.neverPassed")),
                    ]
                }
            )
        }
        let form = SheetView.Section.made(texts.text("people.add")) { section in
            section.isScreenOnly = true
            section.form = FormView(
                "/console/people",
                fields: [
                    FieldView(
                        id: "name",
                        label: texts.text("people.name"),
                        value: name,
                        hint: texts.text("people.nameHint"),
                        error: refusal.flatMap { $0.pointer == "/name" ? texts.fieldError($0) : nil },
                        autocomplete: "off"
                    )
                ],
                groups: [self.roles(roles, refusal, for: actor)],
                submit: texts.text("people.addSubmit")
            )
        }
        let title = texts.text("people.title")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                intro: [texts.text("people.help")],
                main: [list, powers(for: actor)],
                side: actor.visit.may(.keepPeople) ? [form] : [],
                onward: next.map { SheetView.Link("/console/people?after=\($0)", texts.text("list.more")) }
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: texts.notice(refusal, unlessAt: ["name", "roles"])
        )
    }

    /// What each role may do in this organisation on this node.
    private func powers(for actor: Actor) -> SheetView.Section {
        let (texts, own) = (actor.texts, actor.visit.organisation)
        let roles = Role.allCases.filter(RoleTable.roles(of: own.kind).contains)
        return .made(texts.text("people.powers")) { section in
            section.more = roles.map { role in
                SheetView.More(texts.word("role", role), words: words(role, of: own, in: texts))
            }
        }
    }

    private func words(_ role: Role, of organisation: Organisation, in texts: Catalogue) -> [String] {
        AuthorisationRules.permissions(of: organisation, in: [role], isOnExchange: node.identity.isExchange)
            .map { texts.word("may", $0) }
    }

    /// The page of a person, with what was typed into one of its forms where that was refused.
    func person(
        _ actor: Actor,
        roles: Set<Role>? = nil,
        typed: FormFields? = nil,
        refusal: Refusal? = nil,
        notice: Frame.Notice? = nil
    ) async throws -> OutgoingResponse {
        let (texts, own) = (actor.texts, actor.visit.organisation)
        let id = try Self.personID(actor)
        let view = try await node.noting(.person(id), by: actor.caller) {
            try await node.person(id, of: own.id, for: actor.caller)
        }
        let login = try await access.login(of: id, for: actor.caller)
        let (person, heading) = (view.person, view.name ?? texts.text("people.nameless"))
        let about = SheetView.Section.made(texts.text("people.about")) { section in
            section.facts = [
                Fact(
                    texts.text("people.roles"),
                    person.roles.map { texts.word("role", $0) }.joined(separator: ", ")
                ), Fact(texts.text("people.login"), ways(in: login, for: actor)),
                Fact(
                    texts.text("people.passed"),
                    login.lastPassedAt.map { actor.reader.time($0).text } ?? texts.text("people.neverPassed")
                ), Fact(texts.text("people.id"), person.id.description, isCode: true),
            ]
            section.links = [SheetView.Link("/console/journal?about=\(id)", texts.text("act.sameSubject"))]
            section.more = person.roles.map { role in
                SheetView.More(texts.word("role", role), words: words(role, of: own, in: texts))
            }
        }
        let mayKeep = actor.visit.may(.keepPeople)
        var side = mayKeep ? keeping(person, login, roles ?? Set(person.roles), refusal, for: actor) : []
        if mayKeep, person.state == .active {
            let keeper = try actor.visit.caller(for: .keepPeople)
            let address = try await node.address(of: id, in: own.id, for: keeper)
            side.insert(contentsOf: care(of: person, reachedAt: address, typed, refusal, for: actor), at: 2)
            if own.kind == .authority, own.ownsNode, let form = try await officerForm(of: person, refusal, for: actor) {
                side.insert(form, at: 2)
            }
        }
        return render(
            "sheet",
            title: heading,
            SheetView(
                heading,
                mark: SheetView.Mark(person.state.badgeKind, texts.word("personState", person.state)),
                back: .init("/console/people", texts.text("people.back")),
                main: [about],
                side: side
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: notice ?? texts.notice(refusal, unlessAt: ["roles", "languages", "email", "officer"])
        )
    }

    /// What can be done about a person.
    private func keeping(
        _ person: Person,
        _ login: LoginView,
        _ ticked: Set<Role>,
        _ refusal: Refusal?,
        for actor: Actor
    ) -> [SheetView.Section] {
        let texts = actor.texts
        let base = "/console/people/\(person.id)"
        func section(_ name: String, _ path: String, _ groups: [FormView.Group] = [], kind: FormView.Kind)
            -> SheetView.Section
        {
            .made(texts.text("people." + name)) { section in
                section.isScreenOnly = true
                section.form = FormView(
                    base + path,
                    text: texts.text("people." + name + "Help"),
                    groups: groups,
                    submit: texts.text("people." + name + "Submit"),
                    kind: kind
                )
            }
        }
        let erasure = SheetView.Section.made(texts.text("people.erase")) { section in
            section.isScreenOnly = true
            section.lines = [texts.text("people.eraseHelp")]
            section.links = [SheetView.Link(base + "/erasure", texts.text("people.eraseGoOn"))]
        }
        switch person.state {
        case .active:
            let closing = [closingSection(of: login, for: actor)].compactMap(\.self)
            let first = [
                section("invite", "/invitation", kind: .main),
                section("changeRoles", "/roles", [roles(ticked, refusal, for: actor)], kind: .plainly),
            ]
            return first + closing + [section("leave", "/departure", kind: .danger), erasure]
        case .left: return [erasure]
        case .erased: return []
        }
    }
}

extension Person.State {
    /// The kind of badge that shows it.
    var badgeKind: String {
        switch self {
        case .active: "good"
        case .left: "warn"
        case .erased: "plain"
        }
    }
}
