import Cooperation
import HTTPServing
import Services

extension ConsoleRoutes {
    private static let rulesPerPage = 200
    private static let rulesPath = "/console/clocks/rules"

    /// The registry of the rules by which clocks run.
    func clockRules() throws -> [ConsoleRoute] {
        [
            try page(Self.rulesPath, "console.clockRules", .readClocks, query: ["after"]) { actor, query in
                let after = try query.value("after", "an id of this list") { ID<ClockRule>($0) }
                return try await clockRules(actor, after: after)
            },
            try page(Self.rulesPath + "/{id}", "console.clockRule", .readClocks, query: ["done"]) { actor, query in
                let notice = query["done"].map { _ in
                    Frame.Notice(kind: "good", text: actor.texts.text("clockRules.done"))
                }
                return try await clockRule(actor, notice: notice)
            },
            try form(Self.rulesPath + "/{id}/adoption", "console.adoptClockRule", .keepClockRules) { actor, _ in
                try await done(node.adoptClockRule(Self.ruleID(actor), by: actor.caller))
            },
            try form(Self.rulesPath + "/{id}/retirement", "console.retireClockRule", .keepClockRules) { actor, _ in
                try await done(node.retireClockRule(Self.ruleID(actor), by: actor.caller))
            },
            try form(
                Self.rulesPath + "/{id}/confirmation",
                "console.confirmClockRule",
                .keepClockRules,
                fields: ["confirmedOn", "confirmedBy"]
            ) { actor, fields in
                guard let day = CivilDate(fields["confirmedOn"]) else {
                    throw Refusal(
                        .invalid,
                        "date-invalid",
                        "Write a date as 2027-01-31.",
                        pointer: "/confirmedOn"
                    )
                }
                return try await done(
                    node.confirmClockRule(
                        Self.ruleID(actor),
                        on: day,
                        by: fields["confirmedBy"],
                        noting: actor.caller
                    )
                )
            },
        ]
    }

    private static func ruleID(_ actor: Actor) throws(Problem) -> ID<ClockRule> {
        try actor.request.path.value("id") { ID<ClockRule>($0) }
    }

    private func done(_ view: ClockRuleView) -> OutgoingResponse {
        .redirect("\(Self.rulesPath)/\(view.rule.id)?done=1")
    }

    private func clockRules(_ actor: Actor, after: ID<ClockRule>?) async throws -> OutgoingResponse {
        let texts = actor.texts
        let found = try await node.clockRules(after: after, limit: Self.rulesPerPage)
        let list = SheetView.Section.made(texts.text("clockRules.list")) { section in
            guard !found.rules.isEmpty else {
                section.lines = [texts.text("clockRules.none")]
                return
            }
            section.table = TableView(
                texts.count("clockRules.caption", found.rules.count),
                ["code", "duration", "consequence", "state", "confirmed"].map { texts.text("clockRules." + $0) },
                found.rules.map { view in
                    [
                        .text(
                            view.rule.code.description,
                            path: "\(Self.rulesPath)/\(view.rule.id)",
                            note: (view.rule.origin == nil ? nil : texts.text("register.elsewhere")) ?? view.summary
                        ), .text(texts.length(view.rule.terms.duration)),
                        .text(texts.word("clockConsequence", view.rule.terms.consequence)),
                        .badge(view.rule.state.badgeKind, texts.word("clockRuleState", view.rule.state)),
                        confirmation(view, in: texts),
                    ]
                }
            )
        }
        let title = texts.text("clockRules.title")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                back: .init("/console/clocks", texts.text("clockRules.back")),
                intro: [texts.text("clockRules.help")],
                main: [list],
                onward: found.next.map { SheetView.Link("\(Self.rulesPath)?after=\($0)", texts.text("list.more")) }
            ),
            for: actor.reader
        )
    }

    private func confirmation(_ view: ClockRuleView, in texts: Catalogue) -> TableView.Cell {
        guard let day = view.rule.confirmedOn else { return .badge("warn", texts.text("clockRules.unconfirmed")) }
        return .text(day.description)
    }

    private func clockRule(_ actor: Actor, notice: Frame.Notice?) async throws -> OutgoingResponse {
        let texts = actor.texts
        let view = try await node.clockRule(Self.ruleID(actor))
        let (rule, terms) = (view.rule, view.rule.terms)
        let zone: String =
            switch terms.zone {
            case .authority: texts.text("clockRules.authorityZone")
            case .named(let name): name.description
            }
        let told =
            terms.steps.map { step in
                texts.text(
                    "clockRules.step",
                    ["role": texts.word("role", step.role), "time": texts.length(of: step.before)]
                )
            } + terms.atEnd.map { texts.text("clockRules.atEnd", ["role": texts.word("role", $0)]) }
        let words = SheetView.Section.made(texts.text("clockRules.says")) { section in
            section.lines = [view.summary, rule.origin == nil ? nil : texts.text("register.elsewhere")]
                .compactMap(\.self)
            section.facts = [
                Fact(texts.text("clockRules.duration"), texts.length(terms.duration)),
                Fact(texts.text("clockRules.consequence"), texts.word("clockConsequence", terms.consequence)),
                Fact(texts.text("clockRules.zone"), zone),
            ]
            section.facts += Fact.optional(texts.text("clockRules.source"), view.source)
            section.facts.append(Fact(texts.text("clockRules.sourceDate"), rule.sourceDate.description))
            let confirmed = rule.confirmedOn?.description ?? texts.text("clockRules.unconfirmed")
            section.facts.append(Fact(texts.text("clockRules.confirmed"), confirmed))
            section.facts += Fact.optional(texts.text("clockRules.confirmedBy"), view.confirmedBy)
            section.links = [SheetView.Link("/console/journal?about=\(rule.id)", texts.text("act.sameSubject"))]
        }
        let people = SheetView.Section.made(texts.text("clockRules.told")) { section in
            section.words = told
            if told.isEmpty { section.lines = [texts.text("clockRules.toldNobody")] }
        }
        let title = rule.code.description
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                mark: SheetView.Mark(rule.state.badgeKind, texts.word("clockRuleState", rule.state)),
                back: .init(Self.rulesPath, texts.text("clockRules.title")),
                main: [words, people],
                side: keeping(rule, for: actor)
            ),
            for: actor.reader,
            notice: notice
        )
    }

    /// What whoever keeps the registry may do with a rule.
    private func keeping(_ rule: ClockRule, for actor: Actor) -> [SheetView.Section] {
        let texts = actor.texts
        guard actor.visit.may(.keepClockRules), rule.origin == nil,
            rule.state == .proposed || rule.state == .inForce
        else { return [] }
        func section(_ name: String, _ path: String, fields: [FieldView] = [], kind: FormView.Kind = .main)
            -> SheetView.Section
        {
            .made(texts.text("clockRules." + name)) { section in
                section.isScreenOnly = true
                section.form = FormView(
                    "\(Self.rulesPath)/\(rule.id)/\(path)",
                    text: texts.text("clockRules.\(name)Help"),
                    fields: fields,
                    submit: texts.text("clockRules." + name),
                    kind: kind
                )
            }
        }
        let confirming = [
            FieldView(id: "confirmedOn", label: texts.text("clockRules.confirmed"), type: "date"),
            FieldView(id: "confirmedBy", label: texts.text("clockRules.confirmedBy")),
        ]
        return (rule.state == .proposed ? [section("adopt", "adoption")] : [])
            + [
                section("confirm", "confirmation", fields: confirming),
                section("retire", "retirement", kind: .danger),
            ]
    }
}

extension ClockRule.State {
    /// The kind of badge that shows it.
    fileprivate var badgeKind: String {
        switch self {
        case .proposed: "warn"
        case .inForce: "good"
        case .retired, .replaced: "plain"
        }
    }
}

extension Catalogue {
    /// How long a clock runs, in words.
    fileprivate func length(_ duration: ClockDuration) -> String {
        switch duration.unit {
        case .seconds: length(of: Seconds(duration.count))
        case .calendarDays: count("clockLength.days", Int(duration.count))
        case .calendarMonths: count("clockLength.months", Int(duration.count))
        case .workingHours: count("clockLength.workingHours", Int(duration.count))
        case .workingDays: count("clockLength.workingDays", Int(duration.count))
        }
    }

    /// Seconds in the largest unit that leaves nothing over, in words; days only from three on, as laws speak of 48 hours.
    fileprivate func length(of seconds: Seconds) -> String {
        if seconds.count % 86_400 == 0, seconds.count > 3 * 86_400 {
            return count("clockLength.days", Int(seconds.count / 86_400))
        }
        if seconds.count % 3600 == 0 { return count("clockLength.hours", Int(seconds.count / 3600)) }
        return count("clockLength.minutes", Int((seconds.count + 59) / 60))
    }
}
