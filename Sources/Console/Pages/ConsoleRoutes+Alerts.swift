import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let alertsShown = 100

    /// What could not wait, and who is reached for it.
    func alerts() throws -> [ConsoleRoute] {
        [
            try page("/console/alerts", "console.alerts", .readAlerts, query: ["done", "after"]) { actor, query in
                let notice = query["done"].map { done in
                    let text = actor.texts.text(done == "saved" ? "preferences.saved" : "alerts.done")
                    return Frame.Notice(kind: "good", text: text)
                }
                let after = try query.value("after", "the id of a target") { ID<Canary>($0) }
                return try await alerts(actor, after: after, notice: notice)
            },
            try form(
                "/console/alerts/{id}/acknowledgement",
                "console.acknowledgeAlert",
                .acknowledgeAlerts
            ) { actor, _ in
                let id = try actor.request.path.value("id") { ID<Alert>($0) }
                _ = try await node.acknowledgeAlert(id, by: actor.caller)
                return .redirect("/console/alerts?done=1")
            },
        ]
    }

    /// The page, with what was typed into the roster or as a target where it was refused.
    ///
    /// `after` is the target of nobody that the page before ended with.
    func alerts(
        _ actor: Actor,
        typed: String? = nil,
        canary: RefusedCanary? = nil,
        after: ID<Canary>? = nil,
        refusal: Refusal? = nil,
        notice: Frame.Notice? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let alerts = try await node.namedAlerts(limit: Self.alertsShown)
        let roster = try await node.namedRoster()
        // What was refused belongs to the field that was typed into.
        let canaries = try await canarySections(canary, canary == nil ? nil : refusal, after: after, for: actor)
        let waiting = alerts.waiting.map { one in
            SheetView.Section.made(texts.word("alertKind", one.alert.kind)) { section in
                section.sectionMark = .init("bad", texts.word("alertState", one.alert.state))
                if one.alert.isExercise { section.lines = [texts.text("requests.exerciseMark")] }
                section.facts =
                    [Fact(texts.text("alerts.raised"), actor.reader.time(one.alert.raisedAt).text)]
                    + Fact.optional(
                        texts.text("alerts.due"),
                        one.alert.dueAt.map { texts.formats.span(to: $0, from: actor.reader.now) }
                    ) + [Fact(texts.text("alerts.asked"), names(one, in: texts))]
                section.links = one.alert.causes(toldTo: actor.caller).prefix(5).compactMap { cause in
                    path(cause, one, for: actor).map { SheetView.Link($0, texts.text("alerts.cause")) }
                }
                guard actor.visit.may(.acknowledgeAlerts) else { return }
                section.form = FormView(
                    "/console/alerts/\(one.alert.id)/acknowledgement",
                    submit: texts.text("alerts.acknowledge")
                )
            }
        }
        let none = SheetView.Section.made(texts.text("alerts.open")) { $0.lines = [texts.text("alerts.none")] }
        let ofRoster = canary == nil ? refusal : nil
        let people = SheetView.Section.made(texts.text("alerts.roster")) { section in
            section.lines = [texts.text(roster.isEmpty ? "alerts.noRoster" : "alerts.rosterHelp")]
            section.words = roster.map { one in
                let name = one.name ?? one.entry.entry.person.description
                return one.entry.isReachable ? name : texts.text("alerts.unreachable", ["name": name])
            }
            if actor.visit.may(.keepRoster) { section.form = rosterForm(roster, typed, ofRoster, in: texts) }
        }
        let over = SheetView.Section.made(texts.text("alerts.over")) { section in
            guard !alerts.over.isEmpty else {
                section.lines = [texts.text("alerts.none")]
                return
            }
            section.table = TableView(
                texts.text("alerts.over"),
                ["raised", "kind", "state", "asked"].map { texts.text("alerts." + $0) },
                alerts.over.map { one in
                    [
                        .time(actor.reader.time(one.alert.raisedAt)),
                        .text(
                            texts.word("alertKind", one.alert.kind),
                            note: one.alert.isExercise ? texts.text("requests.exerciseMark") : nil
                        ),
                        .text(texts.word("alertState", one.alert.state)), .text(names(one, in: texts)),
                    ]
                }
            )
        }
        let title = texts.text("alerts.title")
        return render(
            "sheet",
            title: title,
            SheetView(title, main: (waiting.isEmpty ? [none] : waiting) + [over], side: [people] + canaries),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: notice
        )
    }

    private func names(_ one: NamedAlert, in texts: Catalogue) -> String {
        let asked = one.alert.attempts.map { one.names[$0.person] ?? $0.person.description }
        return asked.isEmpty ? texts.text("alerts.nobody") : asked.joined(separator: ", ")
    }

    /// The page about a cause, as the message about the alert names it; `nil` where the reader may not see it.
    private func path(_ cause: Identifier, _ one: NamedAlert, for actor: Actor) -> String? {
        let (path, permission): (String?, Permission) =
            switch one.alert.kind {
            case .urgentCase: ("/console/cases/\(cause)", .readCases)
            case .unansweredDecision, .closureUnjudged: (one.cases[cause].map { "/console/cases/\($0)" }, .readCases)
            case .exchangeAlarm: ("/console/exchanges/\(cause)", .readExchanges)
            case .logRefusal: ("/console", .readStatus)
            case .clockNear, .clockOver: ("/console/clocks", .readClocks)
            case .urgentRequest, .personUntold, .canaryNamed: ("/console/assessments/\(cause)", .readAssessments)
            case .threatFlagged, .threatWithheld, .threatUndelivered, .threatUnconfirmed:
                ("/console/threats/\(cause)", .readThreats)
            case .answerRefused, .forgeryRefused: ("/console/assessments/\(cause)", .readAssessments)
            case .threatReceived: ("/console/threat-alerts/\(cause)", .readThreats)
            }
        return actor.visit.may(permission) ? path : nil
    }
}
