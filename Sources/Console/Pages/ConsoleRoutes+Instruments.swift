import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let instrumentsPath = "/console/instruments"
    private static let instrumentsPerPage = 200

    /// The legal instruments, and what may be done about one.
    func instrumentPages() throws -> [ConsoleRoute] {
        [
            try page(Self.instrumentsPath, "console.instruments", .readRegister, query: ["after"]) { actor, query in
                let after = try query.value("after", "a place of this list") { ID<Instrument>($0) }
                return try await instruments(actor, after: after)
            },
            try page(Self.instrumentsPath + "/{id}", "console.instrument", .readRegister, query: ["done"]) {
                actor,
                query in
                try await instrument(actor, refused: nil, notice: Self.done(query, in: actor.texts))
            },
            try instrumentForm("/adoption", "console.adoptInstrument", []) { actor, id, _ in
                _ = try await node.adoptInstrument(id, by: actor.caller)
            },
            try instrumentForm("/confirmation", "console.confirmInstrument", ["confirmedOn", "confirmation"]) {
                actor,
                id,
                fields in
                _ = try await node.confirmInstrument(
                    id,
                    day: fields["confirmedOn"],
                    confirmation: fields["confirmation"],
                    by: actor.caller
                )
            },
            try instrumentForm("/retirement", "console.retireInstrument", ["reason"]) { actor, id, fields in
                _ = try await node.retireInstrument(id, reason: fields["reason"], by: actor.caller)
            },
        ]
    }

    private func instrumentForm(
        _ path: String,
        _ operation: String,
        _ names: Set<String>,
        _ act: @escaping @Sendable (Actor, ID<Instrument>, FormFields) async throws -> Void
    ) throws(RouteTableError) -> ConsoleRoute {
        try form(Self.instrumentsPath + "/{id}" + path, operation, .keepInstruments, fields: names) { actor, fields in
            let id = try actor.request.path.value("id") { ID<Instrument>($0) }
            do {
                try await act(actor, id, fields)
                return .redirect(Self.instrumentsPath + "/\(id)?done=yes")
            } catch let refusal as Refusal where RefusedForm.shows(refusal) {
                let refused = RefusedForm(refusal, names, fields, naming: [:], in: actor.texts)
                return try await instrument(actor, refused: refused, notice: nil)
            }
        }
    }

    private func instruments(_ actor: Actor, after: ID<Instrument>?) async throws -> OutgoingResponse {
        let texts = actor.texts
        let found = try await node.instruments(after: after, limit: Self.instrumentsPerPage)
        let list = SheetView.Section.made(texts.text("frame.instruments")) { section in
            guard !found.instruments.isEmpty else {
                section.lines = [texts.text("register.none")]
                return
            }
            section.table = TableView(
                texts.count("register.instrumentCount", found.instruments.count),
                ["instrument", "asks", "law", "accepted"].map { texts.text("register." + $0) }
                    + ["state", "confirmed"].map { texts.text("clockRules." + $0) },
                found.instruments.map { row($0, in: texts) }
            )
        }
        let title = texts.text("frame.instruments")
        let onward = found.next.map { SheetView.Link("\(Self.instrumentsPath)?after=\($0)", texts.text("list.more")) }
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                back: SheetView.Link(Self.registerPath, texts.text("frame.register")),
                intro: [texts.text("register.instrumentsHelp")],
                main: [list],
                onward: onward
            ),
            for: actor.reader
        )
    }

    private func row(_ view: InstrumentView, in texts: Catalogue) -> [TableView.Cell] {
        let (instrument, terms) = (view.instrument, view.instrument.terms)
        let read = texts.text("clockRules.sourceDate") + " " + terms.sourceDate
        let source = [view.source, read].compactMap(\.self).joined(separator: " · ")
        return [
            .text(terms.code, path: "\(Self.instrumentsPath)/\(instrument.id)", note: view.title),
            .text(texts.word("requestKind", terms.kind), note: terms.country),
            .text(view.law ?? "–", note: source),
            TableView.Cell(
                cellText: texts.text(terms.isAccepted ? "yesOrNo.yes" : "yesOrNo.no"),
                cellPath: nil,
                cellKind: "",
                cellBadge: terms.isAccepted ? "good" : "bad",
                cellTime: nil,
                cellNote: view.reasonNotAccepted
            ), .badge(instrument.state.badgeKind, texts.word("instrumentState", instrument.state)),
            instrument.confirmedOn.map { .text($0) } ?? .badge("warn", texts.text("clockRules.unconfirmed")),
        ]
    }

    private func instrument(
        _ actor: Actor,
        refused: RefusedForm?,
        notice: Frame.Notice?
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let id = try actor.request.path.value("id") { ID<Instrument>($0) }
        let view = try await node.instrument(id)
        let state = view.instrument.state
        return render(
            "sheet",
            title: view.instrument.terms.code,
            SheetView(
                view.instrument.terms.code,
                mark: SheetView.Mark(state.badgeKind, texts.word("instrumentState", state)),
                back: SheetView.Link(Self.instrumentsPath, texts.text("frame.instruments")),
                intro: [texts.text("register.instrumentsHelp")],
                main: [facts(view, for: actor)],
                side: instrumentForms(view.instrument, refused, for: actor)
            ),
            for: actor.reader,
            status: refused?.status ?? .ok,
            notice: notice ?? refused?.notice
        )
    }

    private func facts(_ view: InstrumentView, for actor: Actor) -> SheetView.Section {
        let (texts, terms) = (actor.texts, view.instrument.terms)
        func words(_ page: String, _ values: [some RawRepresentable<String>]) -> String? {
            values.isEmpty ? nil : values.map { texts.word(page, $0) }.joined(separator: ", ")
        }
        func yesOrNo(_ flag: Bool) -> String { texts.text(flag ? "yesOrNo.yes" : "yesOrNo.no") }
        let authorisation = terms.authorisation == .none ? nil : texts.word("authorisationSource", terms.authorisation)
        return .made(view.title ?? terms.code) { section in
            func add(_ name: String, _ text: String?) {
                section.facts += Fact.optional(texts.text("register." + name), text)
            }
            add("asks", texts.word("requestKind", terms.kind))
            add("law", view.law)
            section.facts += Fact.optional(texts.text("clockRules.source"), view.source)
            section.facts.append(Fact(texts.text("clockRules.sourceDate"), terms.sourceDate))
            add("country", terms.country)
            add("function", words("officeFunction", terms.functions))
            add("clock", terms.clock)
            add("firstContact", terms.firstContactClock)
            add("preservation", terms.preservationClock)
            add("redress", terms.redressClock)
            add("coSigned", yesOrNo(terms.needsCoSignature))
            add("authorisation", authorisation)
            add("data", words("dataCategory", terms.dataCategories))
            add("accepted", yesOrNo(terms.isAccepted))
            add("notAccepted", view.reasonNotAccepted)
            let confirmed = view.instrument.confirmedOn ?? texts.text("clockRules.unconfirmed")
            section.facts.append(Fact(texts.text("clockRules.confirmed"), confirmed))
            add("confirmation", view.confirmation)
            section.links = [
                SheetView.Link("/console/journal?about=\(view.instrument.id)", texts.text("act.sameSubject"))
            ]
        }
    }

    private func instrumentForms(
        _ instrument: Instrument,
        _ refused: RefusedForm?,
        for actor: Actor
    ) -> [SheetView.Section] {
        let isOpen = instrument.state == .proposed || instrument.state == .adopted
        guard actor.visit.may(.keepInstruments), instrument.origin == nil, isOpen else { return [] }
        let fields = RegisterFields(kept: [:], refused: refused, texts: actor.texts)
        let base = Self.instrumentsPath + "/\(instrument.id)"
        let confirming = [fields.line("confirmedOn", type: "date"), fields.line("confirmation", isText: true)]
        return (instrument.state == .proposed ? [registerForm("adopt", base + "/adoption", [], .main, actor)] : [])
            + [
                registerForm("confirm", base + "/confirmation", confirming, .main, actor),
                registerForm("retire", base + "/retirement", [fields.line("reason", isText: true)], .danger, actor),
            ]
    }
}

extension Instrument.State {
    /// The kind of badge that shows it.
    fileprivate var badgeKind: String {
        switch self {
        case .proposed: "warn"
        case .adopted: "good"
        case .replaced, .retired: "plain"
        }
    }
}
