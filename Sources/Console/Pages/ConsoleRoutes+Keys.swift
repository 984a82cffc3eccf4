import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// The keys with which programs work in the organisation's name.
    func keys() throws -> [ConsoleRoute] {
        [
            try page("/console/keys", "console.keys", .readKeys, query: ["after", "done"]) { actor, query in
                try await keys(
                    actor,
                    after: query.value("after", "an id") { ID($0) },
                    notice: query["done"] == nil
                        ? nil : Frame.Notice(kind: "good", text: actor.texts.text("keys.revoked"))
                )
            },
            try form(
                "/console/keys",
                "console.issueKey",
                .keepKeys,
                fields: ["role", "person", "vouches", "expiresAt"]
            ) { actor, fields in
                do {
                    // A key that is meant for somebody is never issued for nobody.
                    let person = ID<Person>(fields["person"])
                    guard person != nil || fields["person"].isEmpty else {
                        throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/person")
                    }
                    let issued = try await node.issueKey(
                        for: actor.visit.organisation.id,
                        role: try Self.word(fields, "role"),
                        person: person,
                        vouches: fields["vouches"] == "yes",
                        expiresAt: try Self.date(fields, "expiresAt"),
                        by: actor.caller
                    )
                    return shown(issued, back: "/console/keys", for: actor)
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    return try await keys(actor, after: nil, typed: fields, refusal: refusal)
                }
            },
            try page("/console/keys/{id}/revocation", "console.confirmRevocation", .keepKeys) { actor, _ in
                try await revocation(actor)
            },
            try form("/console/keys/{id}/revocation", "console.revokeKey", .keepKeys) { actor, _ in
                let id = try Self.keyID(actor)
                try await node.revokeKey(id, of: actor.visit.organisation.id, by: actor.caller)
                return .redirect("/console/keys?done=revoked")
            },
        ]
    }

    private static func keyID(_ actor: Actor) throws(Problem) -> ID<Key> {
        try actor.request.path.value("id") { ID<Key>($0) }
    }

    /// A key's secret, shown this once.
    func shown(_ issued: IssuedKey, back: String, for actor: Actor) -> OutgoingResponse {
        let texts = actor.texts
        let section = SheetView.Section.made(texts.text("keys.secret")) { section in
            section.lines = [texts.text("keys.secretHelp")]
            section.secret = issued.secret
            section.facts = [
                Fact(texts.text("keys.role"), texts.word("role", issued.key.role)),
                Fact(texts.text("keys.id"), issued.key.id.description, isCode: true),
            ]
        }
        let title = texts.text("keys.issued")
        return render(
            "sheet",
            title: title,
            SheetView(title, back: .init(back, texts.text("keys.goOn")), main: [section]),
            for: actor.reader
        )
    }

    private func keys(
        _ actor: Actor,
        after: ID<Key>?,
        typed: FormFields? = nil,
        refusal: Refusal? = nil,
        notice: Frame.Notice? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let (found, next) = try await node.keysPage(after: after, for: actor.caller)
        let mayKeep = actor.visit.may(.keepKeys)
        let list = SheetView.Section.made(texts.text("keys.list")) { section in
            section.table = TableView(
                texts.count("keys.caption", found.count),
                ["id", "role", "person", "expires", "state"].map { texts.text("keys." + $0) },
                found.map { row in
                    let state = KeyState(row.key, now: actor.reader.now)
                    return [
                        .code(
                            row.key.id.description,
                            path: mayKeep && state == .works ? "/console/keys/\(row.key.id)/revocation" : nil
                        ), .text(texts.word("role", row.key.role)),
                        .text(
                            row.person
                                ?? texts.text(row.key.vouches ? "keys.vouchesFor" : "keys.program")
                        ), row.key.expiresAt.map { .time(actor.reader.time($0)) } ?? .text(texts.text("keys.never")),
                        .badge(state == .works ? "good" : "plain", texts.word("keyState", state)),
                    ]
                }
            )
            if mayKeep { section.lines = [texts.text("keys.revokeHelp")] }
        }
        let side = mayKeep ? [try await issuing(typed, refusal, for: actor)] : []
        let title = texts.text("keys.title")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                intro: [texts.text("keys.help")],
                main: [list],
                side: side,
                onward: next.map { SheetView.Link("/console/keys?after=\($0)", texts.text("list.more")) }
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: notice ?? texts.notice(refusal, unlessAt: ["role", "person", "expiresAt", "vouches"])
        )
    }

    private func issuing(
        _ typed: FormFields?,
        _ refusal: Refusal?,
        for actor: Actor
    ) async throws -> SheetView.Section {
        let texts = actor.texts
        let people = try await node.activePeople(for: actor.caller)
        func error(_ name: String) -> FieldError? {
            refusal.flatMap { $0.pointer == "/" + name ? texts.fieldError($0) : nil }
        }
        let roles = Role.allCases.filter(RoleTable.rolesOfKeys(of: actor.visit.organisation.kind).contains)
        let nobody = FieldView.Option(value: "", text: texts.text("keys.nobody"), isCurrent: true)
        return .made(texts.text("keys.issue")) { section in
            section.isScreenOnly = true
            section.form = FormView(
                "/console/keys",
                fields: [
                    FieldView(
                        id: "role",
                        label: texts.text("keys.role"),
                        hint: texts.word("roleNote", Role.monitor),
                        error: error("role"),
                        options: roles.map { role in
                            FieldView.Option(
                                value: role.rawValue,
                                text: texts.word("role", role),
                                isCurrent: role.rawValue == typed?["role"]
                            )
                        }
                    ),
                    FieldView(
                        id: "person",
                        label: texts.text("keys.person"),
                        hint: texts.text("keys.personHint"),
                        error: error("person"),
                        options: [nobody]
                            + people.map { view in
                                FieldView.Option(
                                    value: view.person.id.description,
                                    text: view.name ?? view.person.id.description,
                                    isCurrent: view.person.id.description == typed?["person"]
                                )
                            }
                    ),
                    FieldView(
                        id: "expiresAt",
                        label: texts.text("keys.lastDay"),
                        type: "date",
                        value: typed?["expiresAt"] ?? "",
                        hint: texts.text("keys.lastDayHint"),
                        error: error("expiresAt"),
                        isRequired: false
                    ),
                ],
                groups: [
                    FormView.Group(
                        groupLabel: texts.text("keys.vouches"),
                        groupHint: nil,
                        groupError: error("vouches"),
                        boxes: [
                            .init(
                                boxName: "vouches",
                                boxText: texts.text("keys.vouchesBox"),
                                boxNote: texts.text("keys.vouchesNote"),
                                isTicked: typed?["vouches"] == "yes"
                            )
                        ]
                    )
                ],
                submit: texts.text("keys.issueSubmit")
            )
        }
    }

    /// Asks once more before a program stops working.
    private func revocation(_ actor: Actor) async throws -> OutgoingResponse {
        let texts = actor.texts
        let id = try Self.keyID(actor)
        let key = try await node.key(id, of: actor.visit.organisation.id, for: actor.caller)
        guard !key.isRevoked else { throw ConsoleProblem.notFound }
        let section = SheetView.Section.made(texts.text("keys.revoke")) { section in
            section.facts = [
                Fact(texts.text("keys.role"), texts.word("role", key.role)),
                Fact(texts.text("keys.id"), key.id.description, isCode: true),
            ]
            section.form = FormView(
                "/console/keys/\(id)/revocation",
                text: texts.text("keys.revokeConfirm"),
                submit: texts.text("keys.revokeSubmit"),
                kind: .danger
            )
        }
        let title = texts.text("keys.revoke")
        return render(
            "sheet",
            title: title,
            SheetView(title, back: .init("/console/keys", texts.text("keys.goOn")), main: [section]),
            for: actor.reader
        )
    }
}

/// Whether a key works.
enum KeyState: String, Sendable, CaseIterable {
    case works
    case expired
    case revoked

    init(_ key: Key, now: Timestamp) {
        if key.isRevoked {
            self = .revoked
        } else if let expiresAt = key.expiresAt, expiresAt <= now {
            self = .expired
        } else {
            self = .works
        }
    }
}
