import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let officerFieldNames = ["/key": "key", "/publicKey": "publicKey", "/id": "publicKey"]

    /// One officer with the keys and their whole history, and what may be done about them.
    func officerPages() throws -> [ConsoleRoute] {
        [
            try page(Self.officersPath + "/{id}", "console.officer", .readRegister, query: ["done"]) { actor, query in
                try await officer(actor, refused: nil, notice: Self.done(query, in: actor.texts))
            },
            try officerForm("/rank", "console.changeOfficerRank", .keepRegister, ["rank"]) { actor, id, fields in
                guard let rank = OfficerRank(rawValue: fields["rank"]) else { throw Self.choiceMissing("rank") }
                _ = try await node.changeOfficerRank(id, to: rank, by: actor.caller)
            },
            try officerForm("/vouching", "console.vouchForOfficer", .vouchForMandates, ["how"]) { actor, id, fields in
                _ = try await node.vouchForOfficer(id, how: fields["how"], by: actor.caller)
            },
            try officerForm(
                "/departure",
                "console.noteDeparture",
                .keepRegister,
                ["leaving"],
                naming: ["/reason": "leaving"]
            ) { actor, id, fields in
                let reason = fields["leaving"].isEmpty ? nil : fields["leaving"]
                _ = try await node.leaveOffice(id, reason: reason, by: actor.caller)
            },
            try officerForm("/keys", "console.addOfficerKey", .keepOfficerKeys, ["publicKey"]) { actor, id, fields in
                let entry = try OfficerKeyEntry(text: fields["publicKey"], at: node.clock())
                _ = try await node.addOfficerKey(entry, to: id, by: Self.keyKeeper(actor))
            },
            try officerForm(
                "/keys/vouching",
                "console.vouchForOfficerKey",
                .vouchForMandates,
                ["key", "keyHow"],
                naming: ["/how": "keyHow"]
            ) { actor, id, fields in
                let key = try Self.key(fields, "key")
                _ = try await node.vouchForOfficerKey(key, of: id, how: fields["keyHow"], by: actor.caller)
            },
            try officerForm(
                "/keys/revocation",
                "console.revokeOfficerKey",
                .keepOfficerKeys,
                ["revokedKey", "why", "reason"],
                naming: ["/key": "revokedKey"]
            ) { actor, id, fields in
                let key = try Self.key(fields, "revokedKey")
                guard let why = OfficerKey.Revocation(rawValue: fields["why"]) else { throw Self.choiceMissing("why") }
                _ = try await node.revokeOfficerKey(
                    key,
                    of: id,
                    why: why,
                    reason: fields["reason"],
                    by: Self.keyKeeper(actor)
                )
            },
        ]
    }

    private static func key(_ fields: FormFields, _ name: String) throws(Refusal) -> String {
        guard !fields[name].isEmpty else { throw choiceMissing(name) }
        return fields[name]
    }

    /// The person as whoever keeps the register, where they have such a role too: an officer keeps only their own keys.
    private static func keyKeeper(_ actor: Actor) -> Caller {
        (try? actor.visit.caller(for: .keepRegister)) ?? actor.caller
    }

    /// A form on the page of an officer.
    private func officerForm(
        _ path: String,
        _ operation: String,
        _ permission: Permission,
        _ names: Set<String>,
        naming renamed: [String: String] = [:],
        _ act: @escaping @Sendable (Actor, ID<Officer>, FormFields) async throws -> Void
    ) throws(RouteTableError) -> ConsoleRoute {
        try form(Self.officersPath + "/{id}" + path, operation, permission, fields: names) { actor, fields in
            let id = try actor.request.path.value("id") { ID<Officer>($0) }
            do {
                try await act(actor, id, fields)
                return .redirect(Self.officersPath + "/\(id)?done=yes")
            } catch let refusal as Refusal where RefusedForm.shows(refusal) {
                let known = renamed.merging(Self.officerFieldNames.filter { names.contains($0.value) }) { first, _ in
                    first
                }
                let refused = RefusedForm(refusal, names, fields, naming: known, in: actor.texts)
                return try await officer(actor, refused: refused, notice: nil)
            }
        }
    }

    private func officer(
        _ actor: Actor,
        refused: RefusedForm?,
        notice: Frame.Notice?
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let id = try actor.request.path.value("id") { ID<Officer>($0) }
        let page = try await node.officerPage(id, for: actor.caller)
        let record = page.officer.officer
        let title = page.officer.name ?? id.description
        let who = record.origin == nil ? "register.who" : "register.elsewhere"
        let keys = page.officer.keys.map { key($0, page.names, for: actor) }
        let none = SheetView.Section.made(texts.text("register.keys")) { $0.lines = [texts.text("register.noKeys")] }
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                mark: mark(
                    record.vouchings.standing != nil,
                    isOver: record.leftAt == nil ? nil : "left",
                    in: texts
                ),
                back: SheetView.Link(
                    Self.officesPath + "/\(record.office)",
                    page.office?.texts[.name] ?? texts.text("register.office")
                ),
                intro: [texts.text("register.officerHelp"), texts.text(who)],
                main: [facts(page, for: actor), given(page, for: actor)] + (keys.isEmpty ? [none] : keys),
                side: officerForms(page, refused, for: actor)
            ),
            for: actor.reader,
            status: refused?.status ?? .ok,
            notice: notice ?? refused?.notice
        )
    }

    private func facts(_ page: OfficerPage, for actor: Actor) -> SheetView.Section {
        let (texts, view, record) = (actor.texts, page.officer, page.officer.officer)
        return .made(texts.text("register.officer")) { section in
            section.facts = [
                Fact(
                    texts.text("register.office"),
                    page.office?.texts[.name] ?? record.office.description,
                    path: Self.officesPath + "/\(record.office)"
                ),
                Fact(
                    texts.text("register.authority"),
                    page.office?.authority ?? record.authority.description,
                    path: "/console/members/\(record.authority)"
                ), Fact(texts.text("register.rank"), texts.word("role", record.rank.role)),
            ]
            section.facts += Fact.optional(texts.text("register.post"), view.post)
            section.facts += Fact.optional(texts.text("register.officerContact"), view.contact)
            section.facts.append(Fact(texts.text("register.enteredAt"), actor.reader.time(record.enteredAt).text))
            let leftAt = record.leftAt.map { actor.reader.time($0).text }
            section.facts += Fact.optional(texts.text("register.left"), leftAt)
            section.links = [SheetView.Link("/console/journal?about=\(record.id)", texts.text("act.sameSubject"))]
        }
    }

    private func given(_ page: OfficerPage, for actor: Actor) -> SheetView.Section {
        let texts = actor.texts
        return .made(texts.text("register.words")) { section in
            section.table = words(page.officer.officer.vouchings, page.names, for: actor)
            if section.table == nil { section.lines = [texts.text("register.noWord")] }
            section.facts = Fact.optional(texts.text("register.how"), page.officer.how)
        }
    }

    /// A key with everything that happened to it.
    private func key(_ view: OfficerView.KeyView, _ names: RegisterNames, for actor: Actor) -> SheetView.Section {
        let (texts, key) = (actor.texts, view.key)
        return .made(Self.name(of: key, in: texts)) { section in
            section.sectionMark = mark(
                key.vouchings.standing != nil,
                isOver: key.revokedAt == nil ? nil : "revoked",
                in: texts
            )
            func add(_ name: String, _ text: String?, isCode: Bool = false) {
                section.facts += Fact.optional(texts.text("register." + name), text, isCode: isCode)
            }
            add("keyID", key.id, isCode: true)
            add("publicKey", key.publicKey, isCode: true)
            add("addedAt", actor.reader.time(key.addedAt).text + " · " + names.person(key.addedBy))
            add("how", view.how)
            add("revoked", key.revokedAt.map { actor.reader.time($0).text })
            add("why", key.revocation.map { texts.word("keyRevocation", $0) })
            add("reason", view.reason)
            section.table = words(key.vouchings, names, for: actor)
            if section.table == nil { section.lines = [texts.text("register.noWord")] }
            if let certificate = view.certificate {
                section.more = [SheetView.More(texts.word("keyKind", key.kind), codes: [certificate])]
            }
        }
    }

    /// What a key is called on the page of its officer.
    static func name(of key: OfficerKey, in texts: Catalogue) -> String {
        texts.word("keyKind", key.kind) + " · " + key.id.prefix(16)
    }
}
