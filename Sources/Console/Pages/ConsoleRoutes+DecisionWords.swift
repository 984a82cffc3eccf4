import Cooperation
import HTTPServing
import Services

extension ConsoleRoutes {
    private static let closuresPerPage = 100

    /// The accounts that a second person is asked about.
    func closures() throws -> [ConsoleRoute] {
        [
            try page("/console/closures", "console.closures", .readDecisions) { actor, _ in
                let texts = actor.texts
                let found = try await node.proposedClosures(limit: Self.closuresPerPage)
                let list = SheetView.Section.made(texts.text("closure.list")) { section in
                    guard !found.isEmpty else {
                        section.lines = [texts.text("closure.none")]
                        return
                    }
                    section.table = TableView(
                        texts.text("closure.caption"),
                        [
                            texts.text("closure.until"), texts.text("closure.state"), texts.text("closure.by"),
                            texts.text("closure.decision"),
                        ],
                        found.map { one in
                            [
                                .text(
                                    one.decision.endsAt.map { texts.formats.span(to: $0, from: actor.reader.now) } ?? ""
                                ),
                                .text(texts.word("decisionState", one.decision.state)),
                                .text(one.person ?? texts.text("case.byKey")),
                                .code(one.decision.id.description, path: "/console/decisions/\(one.decision.id)"),
                            ]
                        }
                    )
                    if found.count == Self.closuresPerPage {
                        section.lines = [texts.count("closure.first", found.count)]
                    }
                }
                let title = texts.text("closure.title")
                return render(
                    "sheet",
                    title: title,
                    SheetView(title, intro: [texts.text("closure.help")], main: [list]),
                    for: actor.reader
                )
            }
        ]
    }

    /// What the person may still say of a decision.
    func words(on decision: Decision, _ typed: DecisionWord?, for actor: Actor) -> [SheetView.Section] {
        [closure(decision, typed, for: actor), reversal(decision, typed, for: actor)].compactMap(\.self)
    }

    /// Whether the account is closed: a question to somebody else than the one who proposed it.
    private func closure(_ decision: Decision, _ typed: DecisionWord?, for actor: Actor) -> SheetView.Section? {
        let texts = actor.texts
        let sent = typed.flatMap { $0.form == "closure" ? $0 : nil }
        // What was typed is shown also where it can't be said any more, so that it can be kept.
        guard decision.awaitsSecondPerson || sent != nil else { return nil }
        return .made(texts.text("closure.question")) { section in
            section.isScreenOnly = true
            let time = decision.suspensionEndsAt.map { texts.formats.time($0, .minute) + " UTC" } ?? ""
            let isSuspended = decision.state == .carriedOut
            section.lines = [texts.text(isSuspended ? "closure.suspended" : "closure.asked", ["time": time])]
            guard actor.visit.may(.decideCases) else { return }
            guard decision.decidedBy != actor.visit.person.id || sent != nil else {
                section.lines.append(texts.text("closure.notYou"))
                return
            }
            let chosen = sent?.fields["closure-judgement"] ?? ""
            // Who typed a word while it could be said finds it again.
            var choices = [("", "form.choose"), ("declined", "closure.decline")]
            if isSuspended || sent != nil { choices.insert(("confirmed", "closure.confirm"), at: 1) }
            section.form = FormView(
                "/console/decisions/\(decision.id)/closure",
                text: texts.text("closure.formHelp"),
                fields: [
                    FieldView(
                        id: "closure-judgement",
                        label: texts.text("closure.judgement"),
                        error: Self.error(sent, at: "/judgement", in: texts),
                        options: choices.map { value, key in
                            FieldView.Option(value: value, text: texts.text(key), isCurrent: value == chosen)
                        }
                    ),
                    FieldView(
                        id: "closure-reasons",
                        label: texts.text("closure.reasons"),
                        value: sent?.fields["closure-reasons"] ?? "",
                        error: Self.error(sent, at: "/reasons", in: texts),
                        autocomplete: "off",
                        isText: true
                    ),
                ],
                submit: texts.text("closure.say"),
                keep: "closure"
            )
        }
    }

    private func reversal(_ decision: Decision, _ typed: DecisionWord?, for actor: Actor) -> SheetView.Section? {
        let texts = actor.texts
        let sent = typed.flatMap { $0.form == "reversal" ? $0 : nil }
        guard actor.visit.may(.reverseDecisions), !decision.isOver || sent != nil else { return nil }
        let form = FormView(
            "/console/decisions/\(decision.id)/reversal",
            text: texts.text("closure.reversalHelp"),
            fields: [
                FieldView(
                    id: "reversal-reasons",
                    label: texts.text("closure.reversalReasons"),
                    value: sent?.fields["reversal-reasons"] ?? "",
                    error: Self.error(sent, at: "/reasons", in: texts),
                    autocomplete: "off",
                    isText: true
                )
            ],
            submit: texts.text("closure.reverse"),
            kind: .danger,
            keep: "reversal"
        )
        return .made(texts.text("closure.reversal")) { section in
            section.isScreenOnly = true
            section.folded = [SheetView.Folded(texts.text("closure.reverse"), form, isOpen: sent != nil)]
        }
    }

    private static func error(_ sent: DecisionWord?, at pointer: String, in texts: Catalogue) -> FieldError? {
        sent.flatMap { $0.refusal.pointer == pointer ? texts.fieldError($0.refusal) : nil }
    }
}
