import Cooperation
import Fingerprints
import Services

extension ConsoleRoutes {
    func facts(_ file: CaseFile, for actor: Actor) -> [Fact] {
        let texts = actor.texts
        let (view, context) = (file.view, file.view.item.context)
        func fact(_ name: String, _ text: String?) -> [Fact] { Fact.optional(texts.text("case." + name), text) }
        return fact("reference", view.reference) + fact("link", view.link) + fact("account", view.account)
            + fact("kind", context.kind.map { texts.word("contentKind", $0) })
            + fact("postedAt", context.postedAt.map { actor.reader.time($0).text })
            + fact("language", context.language) + fact("country", context.country)
            + fact("views", context.views.map { actor.reader.number($0) })
            + fact("priority", actor.reader.number(view.item.priority))
            + fact("openedAt", actor.reader.time(view.item.openedAt).text)
    }

    func card(_ evidence: CaseFile.Evidence, for actor: Actor) -> CasePageView.MatchCard {
        let texts = actor.texts
        let match = evidence.match
        let known = evidence.signal.flatMap { Self.nearest($0.signal.fingerprints, to: match) }
        func fact(_ name: String, _ text: String?, isCode: Bool = false, path: String? = nil) -> [Fact] {
            Fact.optional(texts.text("case." + name), text, isCode: isCode, path: path)
        }
        let isOpenSignal = evidence.signal != nil && actor.visit.may(.readSignals)
        let signalPath = isOpenSignal ? "/console/signals/\(match.signal)" : nil
        func member(_ id: ID<Organisation>) -> String { evidence.members[id] ?? id.description }
        let words = evidence.signal.map { signal in
            signal.verifications.map { word in
                texts.text(
                    "case.word",
                    [
                        "member": member(word.verification.organisation),
                        "basis": texts.word("basis", word.verification.basis),
                        "time": texts.formats.time(word.verification.time, .date),
                    ]
                )
            }.joined(separator: "; ")
        }
        let opinions = evidence.signal.map { signal in
            signal.opinions.map { judgement in
                texts.text(
                    "case.opinion",
                    [
                        "member": member(judgement.organisation),
                        "opinion": texts.word("opinion", judgement.opinion.category),
                        "reason": judgement.reason ?? "",
                    ]
                )
            }.joined(separator: "; ")
        }
        let facts =
            fact("distance", texts.distance(of: match))
            + fact("rule", texts.word("rule", match.rule))
            + fact("behaviours", match.behaviours.map { texts.word("behaviour", $0) }.joined(separator: ", "))
            + fact("bank", evidence.bank) + fact("agreement", evidence.agreement)
            + fact("proposer", evidence.signal.map { member($0.signal.proposer) })
            + fact("rationale", evidence.signal?.rationale)
            + fact("exemptionAssessment", evidence.signal?.exemptionAssessment)
            + fact("verifications", words.map { $0.isEmpty ? texts.text("case.nobodyLooked") : $0 })
            + fact("opinions", opinions.flatMap { $0.isEmpty ? nil : $0 })
        let codes =
            fact("fingerprint", match.fingerprint, isCode: true) + fact("known", known?.value, isCode: true)
            + fact("signal", match.signal.description, isCode: true, path: signalPath)
        return CasePageView.MatchCard(
            heading: texts.text("case.match", ["kind": texts.word("fingerprintKind", match.kind)]),
            isDisputed: evidence.signal?.isDisputed ?? match.disputed,
            facts: facts + codes,
            bits: bits(match, known, in: texts)
        )
    }

    private func bits(_ match: Match, _ known: Fingerprint?, in texts: Catalogue) -> DifferingBits? {
        guard match.kind == .pdq, let known, let one = try? Hash256(hex: match.fingerprint),
            let other = try? Hash256(hex: known.value)
        else { return nil }
        return DifferingBits(one, other, in: texts)
    }

    /// The fingerprint of a signal that a match is about.
    private static func nearest(_ fingerprints: [Fingerprint], to match: Match) -> Fingerprint? {
        guard match.kind == .pdq, let content = try? Hash256(hex: match.fingerprint) else {
            return fingerprints.first { $0.kind == match.kind && $0.value == match.fingerprint }
        }
        func distance(_ fingerprint: Fingerprint) -> Int {
            (try? Hash256(hex: fingerprint.value))?.distance(to: content) ?? Int.max
        }
        return fingerprints.filter { $0.kind == .pdq }.min { distance($0) < distance($1) }
    }

    func entry(_ event: JournalEvent, _ file: CaseFile, for actor: Actor) -> CasePageView.Entry {
        let texts = actor.texts
        let who =
            file.people[event.actor]
            ?? texts.text(event.actor == event.organisation.identifier ? "case.byNode" : "case.byKey")
        return CasePageView.Entry(
            time: actor.reader.time(event.time),
            text: texts.text("case.entry", ["what": texts.act(event.type), "who": who]),
            position: String(event.position)
        )
    }

    func assignment(_ view: CaseView, for actor: Actor) -> CasePageView.Assignment {
        let texts = actor.texts
        let item = view.item
        func action(_ name: String, _ label: String? = nil) -> CasePageView.Assignment.Action {
            CasePageView.Assignment.Action(
                path: "/console/cases/\(item.id)/\(name)",
                label: texts.text("case." + (label ?? name))
            )
        }
        func assignment(
            _ text: String,
            _ action: CasePageView.Assignment.Action?,
            isTaking: Bool = false
        ) -> CasePageView.Assignment {
            let refused = isTaking ? view.own?.optedOut ?? [] : []
            let names = refused.map { texts.word("behaviour", $0) }.joined(separator: ", ")
            return CasePageView.Assignment(
                text: text,
                action: action,
                warning: refused.isEmpty ? nil : texts.text("case.optedOut", ["behaviours": names]),
                despite: refused.isEmpty ? nil : texts.text("case.despite")
            )
        }
        let until = item.lockedUntil.map { texts.formats.span(to: $0, from: actor.reader.now) } ?? ""
        let isLocked = item.isLocked(at: actor.reader.now)
        if item.assignee == actor.visit.person.id {
            return assignment(
                isLocked ? texts.text("case.mine", ["time": until]) : texts.text("case.mineExpired"),
                action("release")
            )
        }
        guard item.assignee != nil, isLocked else {
            return assignment(
                texts.text(item.assignee == nil ? "case.nobody" : "case.anotherExpired"),
                action("take"),
                isTaking: true
            )
        }
        let isLead = actor.visit.person.roles.contains(.lead)
        return assignment(texts.text("case.another", ["time": until]), isLead ? action("release") : nil)
    }

    /// Leaving a case to others: the reason is asked for once.
    func skip(_ view: CaseView, _ sent: SkipForm?, for actor: Actor) -> CasePageView.Skip? {
        let texts = actor.texts
        guard view.own?.isSkipped == false, view.own?.isLockedByAnother == false else { return nil }
        return CasePageView.Skip(
            path: "/console/cases/\(view.item.id)/skip",
            isSent: sent != nil,
            fields: [
                .choice(
                    "reason",
                    texts.text("skip.reason"),
                    among: SkipReason.self,
                    page: "skipReason",
                    chosen: sent?.reason ?? "",
                    hint: texts.text("skip.reasonHint"),
                    error: sent.flatMap { $0.refusal.pointer == "/reason" ? texts.fieldError($0.refusal) : nil },
                    in: texts
                ),
                FieldView(
                    id: "note",
                    label: texts.text("skip.note"),
                    value: sent?.note ?? "",
                    error: sent.flatMap { $0.refusal.pointer == "/note" ? texts.fieldError($0.refusal) : nil },
                    autocomplete: "off",
                    isRequired: false
                ),
            ]
        )
    }

    /// What was decided.
    ///
    /// - Parameters:
    ///   - view: the decision.
    ///   - person: the name of who decided, where it was a person and is known.
    ///   - actor: who looks.
    /// - Returns: the facts, the measure first.
    func facts(_ view: DecisionView, by person: String?, for actor: Actor) -> [Fact] {
        let (texts, decision) = (actor.texts, view.decision)
        func fact(_ name: String, _ text: String?) -> [Fact] { Fact.optional(texts.text("decision." + name), text) }
        let place =
            switch decision.territory {
            case .everywhere: texts.text("decide.everywhere")
            case .countries(let countries): countries.joined(separator: ", ")
            }
        let who = decision.isAutomatic ? texts.text("decision.automatic") : person
        return fact("measure", texts.word("measure", decision.measure)) + fact("territory", place)
            + fact("finding", texts.word("finding", decision.finding))
            + fact("ground", texts.word("ground", decision.ground)) + fact("reference", view.groundReference)
            + fact("exemption", texts.word("exemption", decision.exemption))
            + fact("assessment", view.exemptionAssessment) + fact("reasons", view.reasons)
            + fact("endsAt", decision.endsAt.map { actor.reader.time($0).text })
            + fact("closure", decision.closure.map { texts.word("decisionClosure", $0) }) + fact("by", who)
            + fact("madeAt", actor.reader.time(decision.madeAt).text)
            + fact(
                "answerDue",
                decision.answerDueAt.map { texts.formats.span(to: $0, from: actor.reader.now) }
            )
    }

    func made(_ view: DecisionView, _ file: CaseFile, for actor: Actor) -> CasePageView.Made {
        let texts = actor.texts
        let decision = view.decision
        let who = decision.decidedBy.flatMap { file.people[$0.identifier] }
        return CasePageView.Made(
            badge: texts.word("decisionState", decision.state),
            badgeKind: decision.state.badgeKind,
            facts: facts(view, by: who, for: actor),
            receipts: [
                CasePageView.Receipt(path: "/console/decisions/\(decision.id)", text: texts.text("receipt.title"))
            ]
        )
    }
}

extension Catalogue {
    /// What an act is called, by the type of its event.
    func act(_ type: String) -> String {
        let parts = type.split(separator: ".", maxSplits: 1)
        guard parts.count == 2 else { return type }
        let name = String(parts[0]) + parts[1].prefix(1).uppercased() + parts[1].dropFirst()
        let key = "event." + name
        return has(key) ? text(key) : type
    }
}

extension Decision.State {
    /// The kind of badge that shows it.
    var badgeKind: String {
        switch self {
        case .made, .reversed, .ended: "warn"
        case .carriedOut, .restored: "good"
        case .failed, .unanswered, .restorationFailed, .restorationUnanswered: "bad"
        }
    }
}
