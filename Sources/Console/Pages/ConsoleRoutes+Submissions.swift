import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let behaviourGroup = "behaviour"

    /// What authorities handed in: each authority sees its own, curators all.
    func submissions() throws -> [ConsoleRoute] {
        [
            try page("/console/submissions", "console.submissions", .readSubmissions, query: ["after"]) {
                actor,
                query in
                try await submissions(actor, after: query.value("after", "an id") { ID($0) })
            },
            try page("/console/submissions/new", "console.newSubmission", .submit) { actor, _ in
                submitting(actor)
            },
            try form(
                "/console/submissions/new",
                "console.submit",
                .submit,
                fields: FormView.Group.fieldNames(Self.behaviourGroup, Behaviour.allCases)
                    .union(["kind", "reference", "reasons"])
            ) { actor, fields in
                do {
                    let view = try await node.submit(
                        kind: try Self.word(fields, "kind"),
                        behaviours: Self.ticked(fields, Self.behaviourGroup),
                        reference: fields["reference"],
                        reasons: fields["reasons"],
                        by: actor.caller
                    )
                    return .redirect("/console/submissions/\(view.submission.id)?done=submitted")
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    return submitting(actor, typed: fields, refusal: refusal)
                }
            },
            try page("/console/submissions/{id}", "console.submission", .readSubmissions, query: ["done"]) {
                actor,
                query in
                let done = query["done"].flatMap { ["submitted", "answered"].contains($0) ? $0 : nil }
                return try await submission(
                    actor,
                    notice: done.map { Frame.Notice(kind: "good", text: actor.texts.text("submissions." + $0)) }
                )
            },
            try form(
                "/console/submissions/{id}/refusal",
                "console.declineSubmission",
                .answerSubmissions,
                fields: ["reason"]
            ) { actor, fields in
                let id = try Self.submissionID(actor)
                do {
                    _ = try await node.declineSubmission(id, reason: fields["reason"], by: actor.caller)
                    return .redirect("/console/submissions/\(id)?done=answered")
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    return try await submission(actor, reason: fields["reason"], refusal: refusal)
                }
            },
        ]
    }

    private static func submissionID(_ actor: Actor) throws(Problem) -> ID<Submission> {
        try actor.request.path.value("id") { ID<Submission>($0) }
    }

    private func submissions(_ actor: Actor, after: ID<Submission>?) async throws -> OutgoingResponse {
        let texts = actor.texts
        let (found, next) = try await node.submissionsPage(after: after, for: actor.caller)
        let isCurator = actor.visit.organisation.kind.curatesSignals
        let list = SheetView.Section.made(texts.text("submissions.list")) { section in
            if found.isEmpty {
                section.lines = [texts.text("submissions.none")]
            } else {
                section.table = TableView(
                    texts.count("submissions.caption", found.count),
                    ["reference", "kind", "behaviours", "submittedAt"].map { texts.text("submissions." + $0) }
                        + (isCurator ? [texts.text("submissions.authority")] : []) + [texts.text("submissions.state")],
                    found.map { row(of: $0, withAuthority: isCurator, for: actor) }
                )
            }
            if actor.visit.may(.submit) {
                section.links = [SheetView.Link("/console/submissions/new", texts.text("submissions.new"))]
            }
        }
        let title = texts.text("submissions.title")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                intro: [texts.text(isCurator ? "submissions.curatorHelp" : "submissions.authorityHelp")],
                main: [list],
                onward: next.map { SheetView.Link("/console/submissions?after=\($0)", texts.text("list.more")) }
            ),
            for: actor.reader
        )
    }

    private func row(of page: SubmissionPage, withAuthority: Bool, for actor: Actor) -> [TableView.Cell] {
        let (texts, submission) = (actor.texts, page.view.submission)
        return [
            .text(page.view.reference ?? submission.id.description, path: "/console/submissions/\(submission.id)"),
            .text(texts.word("contentKind", submission.kind)),
            .text(submission.behaviours.map { texts.word("behaviour", $0) }.joined(separator: ", ")),
            .time(actor.reader.time(submission.submittedAt)),
        ] + (withAuthority ? [.text(page.authority ?? submission.authority.description)] : [])
            + [.badge(submission.state.badgeKind, texts.word("submissionState", submission.state))]
    }

    private func submission(
        _ actor: Actor,
        reason: String = "",
        refusal: Refusal? = nil,
        notice: Frame.Notice? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let page = try await node.submissionPage(try Self.submissionID(actor), for: actor.caller)
        let (view, submission) = (page.view, page.view.submission)
        func fact(_ name: String, _ text: String?, isCode: Bool = false) -> [Fact] {
            Fact.optional(texts.text("submissions." + name), text, isCode: isCode)
        }
        let content = SheetView.Section.made(texts.text("submissions.content")) { section in
            section.facts =
                fact("reference", view.reference) + fact("kind", texts.word("contentKind", submission.kind))
                + fact(
                    "behaviours",
                    submission.behaviours.map { texts.word("behaviour", $0) }.joined(separator: ", ")
                ) + fact("reasons", view.reasons)
                + fact("submittedAt", actor.reader.time(submission.submittedAt).text)
                + fact("authority", page.authority) + fact("id", submission.id.description, isCode: true)
            section.links = [
                SheetView.Link("/console/journal?about=\(submission.id)", texts.text("act.sameSubject"))
            ]
        }
        let answer = SheetView.Section.made(texts.text("submissions.answer")) { section in
            section.lines = [texts.text("submissions." + submission.state.rawValue + "Help")]
            section.facts =
                fact("answeredAt", page.answeredAt.map { actor.reader.time($0).text })
                + fact("answerReason", view.answer)
            guard submission.state == .open, actor.visit.may(.answerSubmissions) else { return }
            section.lines = [texts.text("submissions.answerHelp")]
            if actor.visit.may(.proposeSignals) {
                section.links = [
                    SheetView.Link(
                        "/console/signals/new?submission=\(submission.id)",
                        texts.text("submissions.propose")
                    )
                ]
            }
            section.form = FormView(
                "/console/submissions/\(submission.id)/refusal",
                fields: [
                    FieldView(
                        id: "reason",
                        label: texts.text("submissions.declineReason"),
                        value: reason,
                        hint: texts.text("submissions.declineHint"),
                        error: refusal.flatMap { $0.pointer == "/reason" ? texts.fieldError($0) : nil },
                        isText: true
                    )
                ],
                submit: texts.text("submissions.decline"),
                kind: .plainly,
                keep: "decline"
            )
        }
        let heading = texts.text("submissions.one")
        return render(
            "sheet",
            title: heading,
            SheetView(
                heading,
                mark: .init(submission.state.badgeKind, texts.word("submissionState", submission.state)),
                back: .init("/console/submissions", texts.text("submissions.back")),
                main: [content],
                side: [answer]
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: notice ?? texts.notice(refusal, unlessAt: ["reason"])
        )
    }

    private func submitting(
        _ actor: Actor,
        typed: FormFields? = nil,
        refusal: Refusal? = nil
    ) -> OutgoingResponse {
        let texts = actor.texts
        func error(_ name: String) -> FieldError? {
            refusal.flatMap { $0.pointer == "/" + name ? texts.fieldError($0) : nil }
        }
        func text(_ name: String, isText: Bool) -> FieldView {
            FieldView(
                id: name,
                label: texts.text("submissions." + name),
                value: typed?[name] ?? "",
                hint: texts.text("submissions." + name + "Hint"),
                error: error(name),
                autocomplete: "off",
                isText: isText
            )
        }
        let ticked: Set<Behaviour> = typed.map { Self.ticked($0, Self.behaviourGroup) } ?? []
        let section = SheetView.Section.made(texts.text("submissions.new")) { section in
            section.form = FormView(
                "/console/submissions/new",
                fields: [
                    .choice(
                        "kind",
                        texts.text("submissions.kind"),
                        among: ContentKind.self,
                        page: "contentKind",
                        chosen: typed?["kind"] ?? "",
                        error: error("kind"),
                        in: texts
                    ), text("reference", isText: false), text("reasons", isText: true),
                ],
                groups: [
                    .words(
                        Self.behaviourGroup,
                        label: texts.text("submissions.behaviours"),
                        error: error("behaviours"),
                        among: Behaviour.allCases,
                        page: "behaviour",
                        ticked: ticked,
                        in: texts
                    )
                ],
                submit: texts.text("submissions.submit"),
                keep: "submission"
            )
        }
        let title = texts.text("submissions.new")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                back: .init("/console/submissions", texts.text("submissions.back")),
                intro: [texts.text("submissions.newHelp")],
                main: [section]
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: texts.notice(refusal, unlessAt: ["kind", "reference", "reasons", "behaviours"])
        )
    }
}

extension Submission.State {
    /// The kind of badge that shows it.
    var badgeKind: String {
        switch self {
        case .open: "warn"
        case .proposed: "good"
        case .declined: "plain"
        }
    }
}
