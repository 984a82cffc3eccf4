import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let dangerGroup = "danger"
    private static let threatFields: Set<String> = [
        "level", "seenAt", "country", "office", "choice", "what", "why", "identifiers", "case", "request", "exercise",
    ]

    /// Flagging a threat to life: the country first, then the one authority there, where there is one, and what was seen.
    func newThreat() throws -> [ConsoleRoute] {
        [
            try page(
                "/console/threats/new",
                "console.newThreat",
                .raiseThreats,
                query: ["case", "request", "country"]
            ) { actor, query in
                var typed = TypedForm("threats", Self.threatFields)
                typed["case"] = query["case"] ?? ""
                typed["request"] = query["request"] ?? ""
                typed["country"] = query["country"] ?? ""
                return try await flagging(actor, typed)
            },
            try form(
                "/console/threats/new",
                "console.raiseThreat",
                .raiseThreats,
                fields: Self.threatFields.union(FormView.Group.fieldNames(Self.dangerGroup, Danger.allCases))
            ) { actor, fields in
                var typed = TypedForm("threats", Self.threatFields, fields)
                do {
                    let flag = try Self.flag(typed, dangers: Self.ticked(fields, Self.dangerGroup))
                    let view = try await node.raiseThreat(flag, by: actor.caller)
                    let done = view.alert.office == nil ? "withheld" : "raised"
                    return .redirect("/console/threats/\(view.alert.id)?done=\(done)")
                } catch let refusal as Refusal {
                    guard typed.mark(refusal) else { throw refusal }
                    return try await flagging(actor, typed, dangers: Self.ticked(fields, Self.dangerGroup))
                }
            },
        ]
    }

    private static func flag(_ typed: TypedForm, dangers: Set<Danger>) throws(Refusal) -> ThreatFlag {
        guard let seenAt = Timestamp(typed["seenAt"].replacing(" ", with: "T") + ":00Z") else {
            throw Refusal(.invalid, "time-invalid", "Write a time in UTC as 2027-01-31 03:10.", pointer: "/seenAt")
        }
        return ThreatFlag(
            level: try typed.word("level"),
            office: try typed.id("office"),
            country: typed["country"].uppercased(),
            seenAt: seenAt,
            words: try ThreatWords(
                what: typed["what"],
                why: typed["why"],
                identifiers: typed["identifiers"].split(whereSeparator: \.isNewline).map(String.init),
                choice: typed["choice"]
            ),
            dangers: dangers,
            startedFrom: try typed.id("case"),
            startedFromRequest: try typed.id("request"),
            isExercise: !typed["exercise"].isEmpty
        )
    }

    private func flagging(
        _ actor: Actor,
        _ typed: TypedForm,
        dangers: Set<Danger> = []
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let country = typed["country"].uppercased()
        let countries = try await node.threatCountries(for: actor.caller)
        let found = try await node.threatRecipients(in: country, for: actor.caller)
        let section = SheetView.Section.made(texts.text("threats.new")) { section in
            if country.isEmpty {
                section.lines = [texts.text("threats.countryHelp")]
            } else if Territory.isCountry(country), !found.contains(where: \.isRecommended) {
                section.lines = [texts.text("threats.noOffice")]
            }
            let start = ["case", "request"].filter { !typed[$0].isEmpty }.map { "&\($0)=\(percentEncoded(typed[$0]))" }
            section.links = countries.filter { $0 != country }.map { other in
                SheetView.Link(
                    "/console/threats/new?country=\(percentEncoded(other))\(start.joined())",
                    other
                )
            }
            section.form = FormView(
                "/console/threats/new",
                fields: threatFields(typed, found, for: actor),
                groups: [
                    .words(
                        Self.dangerGroup,
                        label: texts.text("threats.dangers"),
                        hint: texts.text("threats.dangersHint"),
                        among: Danger.allCases,
                        page: "threatDanger",
                        ticked: dangers,
                        in: texts
                    ),
                    typed.box(
                        "exercise",
                        under: texts.text("threats.exercise"),
                        texts.text("threats.isExercise"),
                        hint: texts.text("threats.exerciseHint"),
                        in: texts
                    ),
                ],
                submit: texts.text("threats.raise"),
                kind: .danger,
                keep: "threat"
            )
        }
        let title = texts.text("threats.new")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                back: .init("/console/threats", texts.text("threats.back")),
                intro: [texts.text("threats.newHelp")],
                main: [section],
                side: recipientSections(found, for: actor)
            ),
            for: actor.reader,
            status: typed.hasErrors ? .unprocessableContent : .ok
        )
    }

    private func threatFields(
        _ typed: TypedForm,
        _ recipients: [ThreatRecipient],
        for actor: Actor
    ) -> [FieldView] {
        var typed = typed
        let texts = actor.texts
        if typed["office"].isEmpty, let best = recipients.first(where: \.isRecommended) {
            typed["office"] = best.office.office.id.description
        }
        let options = recipients.map { one in
            (value: one.office.office.id.description, text: one.office.texts[.name] ?? one.office.office.id.description)
        }
        let choices = [
            typed.choice("office", among: options, none: texts.text("form.choose"), in: texts),
            typed.line("choice", isRequired: false, isText: true, in: texts),
        ]
        var last = [typed.line("country", in: texts), typed.line("case", isRequired: false, in: texts)]
        if actor.visit.may(.readAssessments) || !typed["request"].isEmpty {
            last.append(typed.line("request", isRequired: false, in: texts))
        }
        return [
            typed.choice(
                "level",
                among: ThreatLevel.self,
                named: "threatLevel",
                none: texts.text("form.choose"),
                in: texts
            ),
            typed.line("seenAt", in: texts),
            typed.line("what", isText: true, in: texts),
            typed.line("why", isText: true, in: texts),
            typed.line("identifiers", isRequired: false, isText: true, in: texts),
        ] + (recipients.isEmpty ? [] : choices) + last
    }

    /// What speaks for and against each office of the country.
    private func recipientSections(_ recipients: [ThreatRecipient], for actor: Actor) -> [SheetView.Section] {
        recipients.map { one in
            let (texts, view) = (actor.texts, one.office)
            return .made(view.texts[.name] ?? view.office.id.description) { section in
                if one.isRecommended {
                    section.sectionMark = .init("good", texts.text("threats.recommended"))
                    let why =
                        view.office.warning != nil
                        ? "threats.becauseRegister"
                        : view.office.function == .police ? "threats.becausePolice" : "threats.becauseCourt"
                    section.lines = [texts.text(why)]
                }
                if let hindrance = one.hindrance {
                    section.sectionMark = .init("bad", texts.text("threats.notSafe"))
                    section.lines = [texts.word("threatHindrance", hindrance)]
                }
                section.facts =
                    Fact.optional(texts.text("threats.authority"), view.authority)
                    + Fact.optional(texts.text("threats.law"), view.texts[.law])
                    + Fact.optional(texts.text("register.warningLaw"), view.warningLaw)
                    + Fact.optional(texts.text("register.warningSource"), view.warningSource)
                    + Fact.optional(texts.text("threats.telephone"), view.texts[.telephone])
            }
        }
    }
}
