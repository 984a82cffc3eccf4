import Cooperation
import Fingerprints
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private struct PracticeView: Sendable {
        struct Row: Sendable {
            let path: String
            let name: String
            let badge: String
            let badgeKind: String
        }

        let score: String
        let next: String?
        let rows: [Row]
        let hasScore: Bool
        let token: String
    }

    private struct PracticeCaseView: Sendable {
        let heading: String
        let story: String
        let facts: [Fact]
        let matches: [CasePageView.MatchCard]
        let form: CasePageView.Form?
        let feedback: PracticeFeedback?
        let nextPath: String?
        let score: String
    }

    /// A queue of invented cases with known answers; nothing of it is recorded or counted.
    func practice() throws -> [ConsoleRoute] {
        [
            try page("/console/practice", "console.practice", .readCases) { actor, _ in
                let score = score(of: actor)
                let texts = actor.texts
                let view = PracticeView(
                    score: text(of: score, for: actor),
                    next: score.next.map { "/console/practice/\($0.number)" },
                    rows: PracticeCase.all.map { item in
                        let mark = score.mark(of: item)
                        let word = mark == .open ? "open" : mark == .right ? "right" : "wrong"
                        return PracticeView.Row(
                            path: "/console/practice/\(item.number)",
                            name: name(of: item, for: actor),
                            badge: texts.text("practice." + word),
                            badgeKind: mark == .open ? "plain" : mark == .right ? "good" : "bad"
                        )
                    },
                    hasScore: score.done > 0,
                    token: actor.token
                )
                return render("practice", title: texts.text("practice.title"), view, for: actor.reader)
            },
            try form("/console/practice/restart", "console.restartPractice", .readCases) { _, _ in
                .redirect("/console/practice", cookie: cookies.forgetPractice)
            },
            try page("/console/practice/{number}", "console.practiceCase", .readCases) { actor, _ in
                practiceCase(
                    try item(actor),
                    form: DecisionForm(groundReference: node.settings.termsReference),
                    score: score(of: actor),
                    for: actor
                )
            },
            try form(
                "/console/practice/{number}",
                "console.practiseDecision",
                .readCases,
                fields: DecisionForm.fields
            ) { actor, fields in practise(try item(actor), fields, for: actor) },
        ]
    }

    private func item(_ actor: Actor) throws -> PracticeCase {
        let number = actor.request.path["number"].flatMap { Int($0) }
        guard let item = PracticeCase.all.first(where: { $0.number == number }) else { throw ConsoleProblem.notFound }
        return item
    }

    private func score(of actor: Actor) -> PracticeScore {
        PracticeScore(cookies.practice(in: actor.request), of: actor.visit.person.id, secrets: node.secrets)
    }

    private func text(of score: PracticeScore, for actor: Actor) -> String {
        actor.texts.text(
            "practice.score",
            [
                "right": actor.reader.number(score.right), "done": actor.reader.number(score.done),
                "all": actor.reader.number(PracticeCase.all.count),
            ]
        )
    }

    private func name(of item: PracticeCase, for actor: Actor) -> String {
        actor.texts.text("practice.case", ["number": actor.reader.number(item.number)])
    }

    /// Judges a decision as the domain and the known answer do; nothing is kept but the mark, by the browser.
    private func practise(_ item: PracticeCase, _ fields: FormFields, for actor: Actor) -> OutgoingResponse {
        var form = DecisionForm(fields)
        var score = score(of: actor)
        do throws(Refusal) {
            let proposal = try form.proposal()
            // The same rules as for a real case; what they would record is thrown away.
            _ = try Decision.decide(
                nil,
                .make(
                    proposal,
                    on: ID(actor.visit.person.id.identifier),
                    by: .person(actor.visit.person.id),
                    answerTime: node.settings.answerTime
                ),
                id: ID(actor.visit.person.id.identifier),
                now: actor.reader.now
            )
            if fields["act"] == "preview" {
                let lines = PlainDecision.lines(proposal, isAutomatic: false, in: catalogues.reliable(actor.texts))
                let preview = CasePageView.Preview(lines: lines)
                return practiceCase(item, form: form, preview: preview, score: score, for: actor)
            }
            let feedback = PracticeFeedback(proposal, on: item, in: actor.texts)
            score.note(feedback.isRight, on: item)
            var response = practiceCase(item, form: form, feedback: feedback, score: score, for: actor)
            response.headerFields[.setCookie] = cookies.keep(
                practice: score.text(of: actor.visit.person.id, secrets: node.secrets)
            )
            return response
        } catch {
            let isMarked = form.mark(error)
            let text = isMarked ? actor.texts.text("decide.wrong") : actor.texts.refusal(error)
            return practiceCase(item, form: form, score: score, notice: text, for: actor)
        }
    }

    private func practiceCase(
        _ item: PracticeCase,
        form: DecisionForm,
        preview: CasePageView.Preview? = nil,
        feedback: PracticeFeedback? = nil,
        score: PracticeScore,
        notice: String? = nil,
        for actor: Actor
    ) -> OutgoingResponse {
        let texts = actor.texts
        let heading = name(of: item, for: actor)
        let path = "/console/practice/\(item.number)"
        let view = PracticeCaseView(
            heading: heading,
            story: texts.text(item.contentKey),
            facts: [
                Fact(texts.text("case.kind"), texts.word("contentKind", item.kind)),
                Fact(texts.text("case.country"), item.country),
            ],
            matches: [card(item, in: texts)],
            form: feedback == nil
                ? CasePageView.Form(path: path, fields: form.views(in: texts), preview: preview) : nil,
            feedback: feedback,
            nextPath: score.next.map { "/console/practice/\($0.number)" },
            score: text(of: score, for: actor)
        )
        return render(
            "practice-case",
            title: heading,
            view,
            for: actor.reader,
            status: notice == nil ? .ok : .unprocessableContent,
            notice: notice.map { Frame.Notice(kind: "bad", text: $0) }
        )
    }

    private func card(_ item: PracticeCase, in texts: Catalogue) -> CasePageView.MatchCard {
        let distance = item.distance == 0 ? texts.text("practice.sameHash") : texts.bits(item.distance)
        let rule = item.isDisputed ? VerdictRule.disputed : .notEnforced
        return CasePageView.MatchCard(
            heading: texts.text("case.match", ["kind": texts.word("fingerprintKind", FingerprintKind.pdq)]),
            isDisputed: item.isDisputed,
            facts: [
                Fact(texts.text("case.distance"), distance), Fact(texts.text("case.rule"), texts.word("rule", rule)),
                Fact(
                    texts.text("case.behaviours"),
                    item.behaviours.map { texts.word("behaviour", $0) }.joined(separator: ", ")
                ), Fact(texts.text("case.bank"), texts.text("practice.bank")),
                Fact(texts.text("case.rationale"), texts.text(item.knownKey)),
                Fact(texts.text("case.fingerprint"), item.content.hex, isCode: true),
                Fact(texts.text("case.known"), item.known.hex, isCode: true),
            ],
            bits: DifferingBits(item.content, item.known, in: texts)
        )
    }
}
