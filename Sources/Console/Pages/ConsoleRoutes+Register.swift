import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    static let registerPath = "/console/register"
    static let officesPath = registerPath + "/offices"
    static let officersPath = registerPath + "/officers"
    private static let entryFields = Set(OfficeText.allCases.map(\.rawValue))
        .union(["authority", "function", "country", "zone", "instruments"])

    /// The register of mandates: which offices may ask, and the form by which one is entered.
    func register() throws -> [ConsoleRoute] {
        [
            try page(Self.registerPath, "console.register", .readRegister, query: ["after"]) { actor, query in
                let after = try query.value("after", "a place of this list") { ID<Office>($0) }
                let page = try await node.registerPage(after: after, for: actor.caller)
                return offices(page, for: actor)
            },
            try page(Self.officesPath + "/new", "console.newOffice", .keepRegister) { actor, _ in
                try await newOffice(actor, refused: nil)
            },
            try form(
                Self.officesPath + "/new",
                "console.enterOffice",
                .keepRegister,
                fields: Self.entryFields
            ) { actor, fields in
                do {
                    let view = try await node.enterOffice(try Self.office(fields, for: actor), by: actor.caller)
                    return .redirect("\(Self.officesPath)/\(view.office.id)?done=yes")
                } catch let refusal as Refusal where RefusedForm.shows(refusal) {
                    let names = ["/instrument": "instruments"]
                    let refused = RefusedForm(refusal, Self.entryFields, fields, naming: names, in: actor.texts)
                    return try await newOffice(actor, refused: refused)
                }
            },
        ]
    }

    private static func office(_ fields: FormFields, for actor: Actor) throws -> Node.NewOffice {
        let own = actor.visit.organisation
        let authority: ID<Organisation>? = own.kind == .authority ? own.id : ID<Organisation>(fields["authority"])
        guard let authority else { throw choiceMissing("authority") }
        guard let function = OfficeFunction(rawValue: fields["function"]) else { throw choiceMissing("function") }
        return Node.NewOffice(
            authority: authority,
            function: function,
            country: fields["country"],
            zone: fields["zone"],
            instruments: codes(fields["instruments"]),
            texts: Dictionary(
                OfficeText.allCases.map { ($0, fields[$0.rawValue]) },
                uniquingKeysWith: { first, _ in first }
            )
        )
    }

    static func choiceMissing(_ field: String) -> Refusal {
        Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/" + field)
    }

    /// Codes as people write them in a row.
    static func codes(_ text: String) -> [String] {
        text.split { $0 == "," || $0.isWhitespace }.map(String.init)
    }

    private func offices(_ page: RegisterPage, for actor: Actor) -> OutgoingResponse {
        let texts = actor.texts
        let list = SheetView.Section.made(texts.text("register.offices")) { section in
            section.links = [SheetView.Link("/console/instruments", texts.text("frame.instruments"))]
            if actor.visit.may(.keepRegister) {
                section.links.append(SheetView.Link(Self.officesPath + "/new", texts.text("register.enter")))
            }
            guard !page.offices.isEmpty else {
                section.lines = [texts.text("register.none")]
                return
            }
            section.table = TableView(
                texts.count("register.caption", page.offices.count),
                ["office", "function", "telephone", "instruments", "vouched"].map { texts.text("register." + $0) },
                page.offices.map { row($0, page.names, for: actor) }
            )
        }
        let title = texts.text("frame.register")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                intro: [texts.text("register.help"), texts.text("register.who")],
                main: [list],
                onward: page.next.map { SheetView.Link("\(Self.registerPath)?after=\($0)", texts.text("list.more")) }
            ),
            for: actor.reader
        )
    }

    private func row(_ view: OfficeView, _ names: RegisterNames, for actor: Actor) -> [TableView.Cell] {
        let (texts, office) = (actor.texts, view.office)
        return [
            .text(
                view.texts[.name] ?? office.id.description,
                path: "\(Self.officesPath)/\(office.id)",
                note: view.authority ?? office.authority.description
            ),
            .text(texts.word("officeFunction", office.function), note: office.country + " · " + office.zone),
            .text(view.texts[.telephone] ?? "–", note: view.texts[.telephoneSource]),
            .text(office.instruments.isEmpty ? "–" : office.instruments.joined(separator: ", ")),
            misused(office, for: actor)
                ?? vouched(office.vouchings.standing, isOver: office.revokedAt != nil, names, for: actor),
        ]
    }

    /// That a forger used an office's name, and since when that is known; `nil` where nobody says so.
    ///
    /// Never told to an authority, whose keys somebody else may have.
    private func misused(_ office: Office, for actor: Actor) -> TableView.Cell? {
        guard let misuse = office.misuse, office.revokedAt == nil, actor.caller.organisation.kind != .authority else {
            return nil
        }
        return TableView.Cell(
            cellText: actor.texts.text("register.misused"),
            cellPath: nil,
            cellKind: "",
            cellBadge: "bad",
            cellTime: nil,
            cellNote: actor.reader.time(misuse.at).text
        )
    }

    /// Whether somebody vouches, since when and who.
    func vouched(
        _ standing: Vouching?,
        isOver: Bool,
        _ names: RegisterNames,
        for actor: Actor
    ) -> TableView.Cell {
        let mark = mark(standing != nil, isOver: isOver ? "revoked" : nil, in: actor.texts)
        let words = standing.map { word in
            let giver = names.giver(of: word)
            return actor.reader.time(word.at).text + " · " + giver.organisation + " · " + giver.person
        }
        return TableView.Cell(
            cellText: mark.markText,
            cellPath: nil,
            cellKind: "",
            cellBadge: mark.markKind,
            cellTime: nil,
            cellNote: words
        )
    }

    /// The mark of an office, an officer or a key.
    ///
    /// - Parameters:
    ///   - isVouchedFor: whether a word for it stands.
    ///   - end: how it ended, as a name of the catalogue's page `register`; `nil` where it did not.
    ///   - texts: the catalogue.
    /// - Returns: the mark.
    func mark(_ isVouchedFor: Bool, isOver end: String?, in texts: Catalogue) -> SheetView.Mark {
        if let end { return SheetView.Mark("bad", texts.text("register." + end)) }
        return isVouchedFor
            ? SheetView.Mark("good", texts.text("register.vouched"))
            : SheetView.Mark("warn", texts.text("register.notVouched"))
    }

    /// Every word that was given, in order.
    func words(_ words: [Vouching], _ names: RegisterNames, for actor: Actor) -> TableView? {
        let texts = actor.texts
        guard !words.isEmpty else { return nil }
        return TableView(
            texts.count("register.wordCount", words.count),
            ["wordAt", "wordBy", "wordEnded"].map { texts.text("register." + $0) },
            words.map { word in
                let giver = names.giver(of: word)
                return [
                    .time(actor.reader.time(word.at)), .text(giver.organisation, note: giver.person),
                    word.endedAt.map { .time(actor.reader.time($0)) } ?? .text("–"),
                ]
            }
        )
    }

    /// Whether the reader's organisation keeps an authority's part of the register.
    func keeps(_ authority: ID<Organisation>, _ actor: Actor) -> Bool {
        let own = actor.visit.organisation
        return own.id == authority || own.ownsNode && own.kind != .authority
    }

    private func newOffice(_ actor: Actor, refused: RefusedForm?) async throws -> OutgoingResponse {
        let texts = actor.texts
        let fields = RegisterFields(kept: [:], refused: refused, texts: texts)
        var views: [FieldView] = []
        if actor.visit.organisation.kind != .authority {
            let authorities = try await node.authoritiesToKeep(for: actor.caller)
            let options = authorities.map { view in
                (value: view.organisation.id.description, text: view.name ?? view.organisation.id.description)
            }
            views.append(fields.choice("authority", among: options))
        }
        views += [
            fields.line("name"), fields.choice("function", among: OfficeFunction.self, page: "officeFunction"),
            fields.line("country"), fields.line("zone"), fields.line("telephone", type: "tel"),
            fields.line("telephoneSource"), fields.line("law", isText: true),
            fields.line("instruments", isRequired: false, isText: true),
            fields.line("address", isRequired: false, isText: true),
            fields.line("contact", isRequired: false, isText: true),
        ]
        let section = SheetView.Section.made(texts.text("register.office")) { section in
            section.form = FormView(
                Self.officesPath + "/new",
                text: texts.text("register.enterHelp"),
                fields: views,
                submit: texts.text("register.enterSubmit"),
                keep: "office"
            )
        }
        let title = texts.text("register.enter")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                back: SheetView.Link(Self.registerPath, texts.text("frame.register")),
                intro: [texts.text("register.who")],
                main: [section]
            ),
            for: actor.reader,
            status: refused?.status ?? .ok,
            notice: refused?.notice
        )
    }
}
