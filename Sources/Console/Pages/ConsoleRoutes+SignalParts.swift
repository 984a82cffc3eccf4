import Cooperation
import Fingerprints
import Services

extension ConsoleRoutes {
    /// How many fingerprints stand open on the page of a signal.
    private static let printsShown = 12

    func signalView(
        _ file: SignalFile,
        heading: String,
        _ forms: SignalForms,
        link: String?,
        for actor: Actor
    ) -> SignalPageView {
        let texts = actor.texts
        let signal = file.view.signal
        let state = file.view.isDisputed && signal.isLive ? Signal.State.disputed : signal.state
        let prints = signal.fingerprints.map {
            Fact(texts.word("fingerprintKind", $0.kind), $0.value, isCode: true)
        }
        let more = Array(prints.dropFirst(Self.printsShown))
        let onItsWay = onItsWay(file, for: actor)
        let words = file.view.verifications.map { looked($0, file, for: actor) } + onItsWay.looked
        let opinions = file.view.opinions.map { judged($0, file, for: actor) } + onItsWay.opinions
        return SignalPageView(
            heading: heading,
            badge: texts.word("signalState", state),
            badgeKind: state.badgeKind,
            isDisputed: file.view.isDisputed,
            meaning: texts.word("signalMeaning", state),
            facts: facts(file, for: actor),
            bankPath: actor.visit.may(.readBanks) ? "/console/banks/\(file.bank.id)" : nil,
            prints: Array(prints.prefix(Self.printsShown)),
            morePrints: more,
            moreText: more.isEmpty ? nil : texts.count("signal.morePrints", more.count),
            looked: words,
            isUnseen: words.isEmpty,
            opinions: opinions,
            hasNoOpinions: opinions.isEmpty,
            entries: file.history.map {
                HistoryEntry($0, people: file.people, members: file.members, for: actor.reader)
            },
            shown: link.map {
                SignalPageView.Shown(address: $0, until: signal.viewableUntil.map(actor.reader.time))
            },
            acts: acts(file, forms, for: actor)
        )
    }

    private func facts(_ file: SignalFile, for actor: Actor) -> [Fact] {
        let texts = actor.texts
        let signal = file.view.signal
        func fact(_ name: String, _ text: String?, isCode: Bool = false) -> [Fact] {
            Fact.optional(texts.text("signal." + name), text, isCode: isCode)
        }
        func member(_ id: ID<Organisation>) -> String { file.members[id] ?? id.description }
        var provenance = texts.word("provenance", signal.provenance.source)
        if let authority = signal.provenance.authority {
            provenance = texts.text("signal.ofAuthority", ["what": provenance, "authority": member(authority)])
        }
        return fact("behaviours", signal.behaviours.map { texts.word("behaviour", $0) }.joined(separator: ", "))
            + fact("kind", texts.word("contentKind", signal.kind))
            + fact("rationale", file.view.rationale)
            + fact("exemptionAssessment", file.view.exemptionAssessment)
            + fact("proposer", member(signal.proposer))
            + fact("proposedAt", actor.reader.time(signal.proposedAt).text)
            + fact("provenance", provenance) + fact("source", file.view.source)
            + fact("bank", file.bankName) + fact("agreement", file.agreement ?? texts.text("signal.noAgreement"))
            + fact("expiresAt", actor.reader.time(signal.expiresAt).text)
            + fact("keptBy", texts.text(signal.origin == nil ? "signal.keptHere" : "signal.keptByExchange"))
            + fact("id", signal.id.description, isCode: true)
    }

    private func looked(_ word: SignalView.Word, _ file: SignalFile, for actor: Actor) -> SignalPageView.Word {
        let verification = word.verification
        return SignalPageView.Word(
            heading: file.members[verification.organisation] ?? verification.organisation.description,
            badge: actor.texts.word("basis", verification.basis),
            badgeKind: "good",
            said: word.lookedAt ?? "",
            note: actor.reader.time(verification.time).text
        )
    }

    private func judged(
        _ judgement: SignalView.Judgement,
        _ file: SignalFile,
        for actor: Actor
    ) -> SignalPageView.Word {
        let texts = actor.texts
        let opinion = judgement.opinion
        let time = actor.reader.time(opinion.time).text
        return SignalPageView.Word(
            heading: file.members[judgement.organisation] ?? judgement.organisation.description,
            badge: texts.word("opinionCategory", opinion.category),
            badgeKind: opinion.category.badgeKind,
            said: judgement.reason ?? "",
            note: judgement.awaitsConfirmation ? texts.text("signal.waits", ["time": time]) : time
        )
    }

    /// What the reader's own node said and its exchange has not recorded yet.
    private func onItsWay(
        _ file: SignalFile,
        for actor: Actor
    ) -> (looked: [SignalPageView.Word], opinions: [SignalPageView.Word]) {
        let texts = actor.texts
        func word(_ badge: String, _ kind: String, _ said: String?) -> SignalPageView.Word {
            SignalPageView.Word(
                heading: actor.visit.organisationName,
                badge: badge,
                badgeKind: kind,
                said: said ?? "",
                note: texts.text("signal.onItsWay")
            )
        }
        var (looked, opinions): ([SignalPageView.Word], [SignalPageView.Word]) = ([], [])
        for (message, text) in file.onItsWay {
            switch message {
            case .verification(_, let basis): looked.append(word(texts.word("basis", basis), "warn", text))
            case .opinion(_, let category):
                opinions.append(word(texts.word("opinionCategory", category), category.badgeKind, text))
            case .request, .threat, .filing, .authorityWord, .threatWord: continue
            }
        }
        return (looked, opinions)
    }

    private func acts(_ file: SignalFile, _ forms: SignalForms, for actor: Actor) -> [SignalPageView.Act] {
        let texts = actor.texts
        let signal = file.view.signal
        guard signal.isLive else { return [] }
        func act(
            _ name: String,
            _ path: String,
            _ values: [String: String] = [:],
            _ fields: [FieldView] = []
        ) -> SignalPageView.Act {
            SignalPageView.Act(
                anchor: name,
                path: "/console/signals/\(signal.id)/\(path)",
                heading: texts.text(name + ".title"),
                help: texts.text(name + ".help", values),
                fields: fields,
                submit: texts.text(name + ".submit")
            )
        }
        var acts: [SignalPageView.Act] = []
        if let until = signal.viewableUntil, actor.reader.now < until, actor.visit.may(.viewSignals) {
            acts.append(act("viewing", "viewing", ["time": actor.reader.time(until).text]))
        }
        // In a bank under an agreement no proposer verifies; in a bank of one's own, colleagues do.
        if actor.visit.may(.verifySignals), !file.isProposer || signal.agreement == nil {
            let fields = [
                forms.verify.choice(
                    "basis",
                    among: Verification.Basis.self,
                    named: "basis",
                    none: texts.text("signal.choose"),
                    in: texts
                ), forms.verify.line("lookedAt", isText: true, in: texts),
            ]
            acts.append(act("verify", "verification", [:], fields))
        }
        guard actor.visit.may(.giveOpinions) else { return acts + withdrawal(file, forms, act, for: actor) }
        if let held = file.heldOpinion {
            acts.append(act("confirm", "confirmation", ["time": actor.reader.time(held.time).text]))
        }
        let fields = [
            forms.opinion.choice(
                "category",
                among: Opinion.Category.self,
                named: "opinionCategory",
                none: texts.text("signal.choose"),
                in: texts
            ), forms.opinion.line("reason", isRequired: false, isText: true, in: texts),
        ]
        let budget = ["budget": actor.reader.number(node.settings.negativeOpinionBudget)]
        acts.append(act("opinionForm", "opinions", budget, fields))
        return acts + withdrawal(file, forms, act, for: actor)
    }

    private func withdrawal(
        _ file: SignalFile,
        _ forms: SignalForms,
        _ act: (String, String, [String: String], [FieldView]) -> SignalPageView.Act,
        for actor: Actor
    ) -> [SignalPageView.Act] {
        guard file.isProposer, file.view.signal.origin == nil, actor.visit.may(.withdrawSignals) else { return [] }
        let reason = forms.withdraw.line("withdrawReason", isText: true, in: actor.texts)
        return [act("withdraw", "withdrawal", [:], [reason])]
    }
}

extension Opinion.Category {
    fileprivate var badgeKind: String {
        switch self {
        case .positive: "good"
        case .seed: "warn"
        case .negative: "bad"
        }
    }
}
