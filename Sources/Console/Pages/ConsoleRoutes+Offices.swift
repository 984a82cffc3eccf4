import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let changeFields = Set(OfficeText.allCases.map(\.rawValue))
        .union(["function", "zone", "instruments"])
    private static let warningFields: Set<String> = ["warningOrder", "warningLaw", "warningSource"]
    private static let warningNames = [
        "/order": "warningOrder", "/law": "warningLaw", "/source": "warningSource",
    ]
    private static let officerFields: Set<String> = ["person", "rank", "officerName", "post", "officerContact"]
    private static let officerNames = ["/name": "officerName", "/contact": "officerContact"]

    /// One office with its officers, and what may be done about it.
    func officePages() throws -> [ConsoleRoute] {
        [
            try page(Self.officesPath + "/{id}", "console.office", .readRegister, query: ["done"]) { actor, query in
                try await office(actor, refused: nil, notice: Self.done(query, in: actor.texts))
            },
            try officeForm("/change", "console.changeOffice", .keepRegister, Self.changeFields) { actor, id, fields in
                let view = try await node.office(id, for: actor.caller)
                _ = try await node.changeOffice(id, try Self.change(fields, of: view), by: actor.caller)
                return Self.officesPath + "/\(id)"
            },
            try officeForm("/warning", "console.setOfficeWarning", .keepRegister, Self.warningFields) {
                actor,
                id,
                fields in
                let order = fields["warningOrder"]
                guard order.isEmpty || Int(order) != nil else {
                    throw Refusal(.invalid, "warning-order-invalid", "This is no number.", pointer: "/order")
                }
                _ = try await node.setOfficeWarning(
                    id,
                    order: Int(order),
                    law: fields["warningLaw"],
                    source: fields["warningSource"],
                    by: actor.caller
                )
                return Self.officesPath + "/\(id)"
            },
            try officeForm("/vouching", "console.vouchForOffice", .vouchForMandates, ["how"]) { actor, id, fields in
                _ = try await node.vouchForOffice(id, how: fields["how"], by: actor.caller)
                return Self.officesPath + "/\(id)"
            },
            try officeForm("/revocation", "console.revokeOffice", .keepRegister, ["reason"]) { actor, id, fields in
                _ = try await node.revokeOffice(id, reason: fields["reason"], by: actor.caller)
                return Self.officesPath + "/\(id)"
            },
            try officeForm("/officers", "console.enterOfficer", .keepRegister, Self.officerFields) {
                actor,
                id,
                fields in
                guard let person = ID<Person>(fields["person"]) else {
                    throw Refusal(
                        .invalid,
                        "id-invalid",
                        "This is not an id. One looks like 0190a000-0000-7000-8000-000000000001.",
                        pointer: "/person"
                    )
                }
                guard let rank = OfficerRank(rawValue: fields["rank"]) else { throw Self.choiceMissing("rank") }
                let officer = try await node.enterOfficer(
                    person,
                    at: id,
                    rank: rank,
                    texts: try OfficerTexts(
                        name: fields["officerName"],
                        post: fields["post"],
                        contact: fields["officerContact"]
                    ),
                    by: actor.caller
                ).officer
                return Self.officersPath + "/\(officer.id)"
            },
        ]
    }

    /// That something was done, above the page of what it was done to.
    static func done(_ query: Query, in texts: Catalogue) -> Frame.Notice? {
        query["done"].map { _ in Frame.Notice(kind: "good", text: texts.text("register.done")) }
    }

    /// A form on the page of an office.
    private func officeForm(
        _ path: String,
        _ operation: String,
        _ permission: Permission,
        _ names: Set<String>,
        _ act: @escaping @Sendable (Actor, ID<Office>, FormFields) async throws -> String
    ) throws(RouteTableError) -> ConsoleRoute {
        try form(Self.officesPath + "/{id}" + path, operation, permission, fields: names) { actor, fields in
            do {
                let id = try actor.request.path.value("id") { ID<Office>($0) }
                return .redirect(try await act(actor, id, fields) + "?done=yes")
            } catch let refusal as Refusal where RefusedForm.shows(refusal) {
                let renamed = ["/instrument": "instruments"].merging(
                    names.contains("officerName")
                        ? Self.officerNames : names.contains("warningOrder") ? Self.warningNames : [:],
                    uniquingKeysWith: { first, _ in first }
                )
                let refused = RefusedForm(refusal, names, fields, naming: renamed, in: actor.texts)
                return try await office(actor, refused: refused, notice: nil)
            }
        }
    }

    /// What differs from what stands: a number written again as it is ends no vouching.
    private static func change(_ fields: FormFields, of view: OfficeView) throws -> Node.ChangedOffice {
        guard let function = OfficeFunction(rawValue: fields["function"]) else { throw choiceMissing("function") }
        let codes = codes(fields["instruments"])
        var texts: [OfficeText: String] = [:]
        for part in OfficeText.allCases where fields[part.rawValue] != view.texts[part] ?? "" {
            texts[part] = fields[part.rawValue]
        }
        return Node.ChangedOffice(
            function: function,
            zone: fields["zone"],
            instruments: Set(codes) == Set(view.office.instruments) ? nil : codes,
            texts: texts
        )
    }

    private func office(
        _ actor: Actor,
        refused: RefusedForm?,
        notice: Frame.Notice?
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let id = try actor.request.path.value("id") { ID<Office>($0) }
        let page = try await node.officePage(id, for: actor.caller)
        let office = page.office.office
        let title = page.office.texts[.name] ?? id.description
        let end = office.revokedAt == nil ? nil : "revoked"
        let who = office.origin == nil ? "register.who" : "register.elsewhere"
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                mark: mark(office.vouchings.standing != nil, isOver: end, in: texts),
                back: SheetView.Link(Self.registerPath, texts.text("frame.register")),
                intro: [texts.text("register.officeHelp"), texts.text(who)],
                main: [facts(page, for: actor), given(page, for: actor), officers(page, for: actor)],
                side: officeForms(page, refused, for: actor)
            ),
            for: actor.reader,
            status: refused?.status ?? .ok,
            notice: notice ?? refused?.notice
        )
    }

    private func facts(_ page: OfficePage, for actor: Actor) -> SheetView.Section {
        let (texts, office) = (actor.texts, page.office.office)
        func fact(_ name: String, _ text: String) -> Fact { Fact(texts.text("register." + name), text) }
        return .made(texts.text("register.office")) { section in
            section.facts = [
                Fact(
                    texts.text("register.authority"),
                    page.office.authority ?? office.authority.description,
                    path: "/console/members/\(office.authority)"
                ), fact("function", texts.word("officeFunction", office.function)), fact("country", office.country),
                fact("zone", office.zone),
                fact("instruments", office.instruments.isEmpty ? "–" : office.instruments.joined(separator: ", ")),
            ]
            for part in OfficeText.allCases where part != .name {
                let name = "register." + part.rawValue
                section.facts += Fact.optional(texts.text(name), page.office.texts[part])
            }
            if let order = office.warning?.order {
                section.facts.append(fact("warningOrder", actor.reader.number(order)))
            }
            section.facts += Fact.optional(texts.text("register.warningLaw"), page.office.warningLaw)
            section.facts += Fact.optional(texts.text("register.warningSource"), page.office.warningSource)
            section.facts.append(fact("enteredAt", actor.reader.time(office.enteredAt).text))
            if let misuse = office.misuse, actor.caller.organisation.kind != .authority {
                section.lines = [texts.text("register.misusedHelp")]
                section.facts.append(fact("misused", actor.reader.time(misuse.at).text))
            }
            if let revokedAt = office.revokedAt {
                section.facts.append(fact("revoked", actor.reader.time(revokedAt).text))
            }
            section.facts += Fact.optional(texts.text("register.reason"), page.office.reason)
            section.links = [SheetView.Link("/console/journal?about=\(office.id)", texts.text("act.sameSubject"))]
        }
    }

    /// The words that were given for an office.
    private func given(_ page: OfficePage, for actor: Actor) -> SheetView.Section {
        let (texts, office) = (actor.texts, page.office.office)
        return .made(texts.text("register.words")) { section in
            section.table = words(office.vouchings, page.names, for: actor)
            if section.table == nil { section.lines = [texts.text("register.noWord")] }
            if office.isVouched, !office.hasSecondVoucher { section.lines = [texts.text("register.oneWord")] }
            section.facts = Fact.optional(texts.text("register.how"), page.office.how)
        }
    }

    private func officers(_ page: OfficePage, for actor: Actor) -> SheetView.Section {
        let texts = actor.texts
        return .made(texts.text("register.officers")) { section in
            guard !page.officers.isEmpty else {
                section.lines = [texts.text("register.none")]
                return
            }
            section.table = TableView(
                texts.count("register.officerCount", page.officers.count),
                ["officer", "rank", "keys", "vouched"].map { texts.text("register." + $0) },
                page.officers.map { view in
                    let officer = view.officer
                    let live = officer.keys.filter { $0.revokedAt == nil }.count
                    return [
                        .text(
                            view.name ?? officer.id.description,
                            path: Self.officersPath + "/\(officer.id)",
                            note: view.post
                        ), .text(texts.word("role", officer.rank.role)), .number(actor.reader.number(live)),
                        officer.leftAt == nil
                            ? vouched(officer.vouchings.standing, isOver: false, page.names, for: actor)
                            : .badge("bad", texts.text("register.left")),
                    ]
                }
            )
        }
    }
}
