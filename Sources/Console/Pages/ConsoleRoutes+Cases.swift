import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// One case: why it matched, what happened, and the decision.
    func cases() throws -> [ConsoleRoute] {
        [
            try page(
                "/console/cases/{id}",
                "console.case",
                .readCases,
                query: ["done", "purpose"]
            ) { actor, query in
                let purpose = try query.value("purpose", "a purpose of reading") { Reading.Purpose(rawValue: $0) }
                let file: CaseFile
                do {
                    file = try await node.caseFile(try Self.caseID(actor), purpose: purpose, by: actor.caller)
                } catch let refusal as Refusal where refusal.code == "purpose-required" {
                    return purposePage(for: actor)
                }
                let done = query["done"].flatMap { ["taken", "released"].contains($0) ? $0 : nil }
                return casePage(
                    file,
                    form: DecisionForm(groundReference: node.settings.termsReference),
                    preview: nil,
                    for: actor,
                    notice: done.map { Frame.Notice(kind: "good", text: actor.texts.text("case." + $0)) }
                )
            },
            try form(
                "/console/cases/{id}/take",
                "console.takeCase",
                .assignCases,
                fields: ["despite"]
            ) { actor, fields in
                let id = try Self.caseID(actor)
                _ = try await node.assignCase(id, despiteOptOut: fields["despite"] == "yes", by: actor.caller)
                return .redirect("/console/cases/\(id)?done=taken")
            },
            try form(
                "/console/cases/{id}/skip",
                "console.skipCase",
                .assignCases,
                fields: ["reason", "note"]
            ) { actor, fields in
                do {
                    _ = try await node.skipCase(
                        try Self.caseID(actor),
                        reason: SkipReason(rawValue: fields["reason"]),
                        note: fields["note"].isEmpty ? nil : fields["note"],
                        by: actor.caller
                    )
                    return .redirect("/console/queue?done=skipped")
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    return casePage(
                        try await node.caseFileAgain(try Self.caseID(actor), by: actor.caller),
                        form: DecisionForm(groundReference: node.settings.termsReference),
                        skipped: SkipForm(fields, refusal),
                        preview: nil,
                        for: actor,
                        notice: actor.texts.notice(refusal),
                        status: ConsoleProblem(refusal).status
                    )
                }
            },
            try form("/console/cases/{id}/release", "console.releaseCase", .assignCases) { actor, _ in
                let id = try Self.caseID(actor)
                _ = try await node.releaseCase(id, by: actor.caller)
                return .redirect("/console/queue?done=released")
            },
            try form(
                "/console/cases/{id}/decision",
                "console.decideCase",
                .decideCases,
                fields: DecisionForm.fields
            ) { actor, fields in try await decide(actor, fields) },
        ]
    }

    private static func caseID(_ actor: Actor) throws(Problem) -> ID<Case> {
        try actor.request.path.value("id") { ID<Case>($0) }
    }

    /// Shows what was typed again, with what is wrong, until it is a decision.
    private func decide(_ actor: Actor, _ fields: FormFields) async throws -> OutgoingResponse {
        let id = try Self.caseID(actor)
        var form = DecisionForm(fields)
        var preview: CasePageView.Preview?
        var problem: (notice: Frame.Notice, status: HTTPResponse.Status)?
        do {
            let proposal = try form.proposal()
            if fields["act"] != "preview" {
                let decided = try await node.decide(id, proposal, by: actor.caller)
                return .redirect("/console/decisions/\(decided.decision.id)?done=decided")
            }
            try await node.judge(proposal, on: id, by: actor.caller)
            preview = CasePageView.Preview(
                lines: PlainDecision.lines(proposal, isAutomatic: false, in: catalogues.reliable(actor.texts))
            )
        } catch let refusal as Refusal where refusal.kind != .notFound {
            let isMarked = form.mark(refusal)
            problem = (
                notice: isMarked
                    ? Frame.Notice(kind: "bad", text: actor.texts.text("decide.wrong")) : actor.texts.notice(refusal),
                status: isMarked ? .unprocessableContent : ConsoleProblem(refusal).status
            )
        }
        return casePage(
            try await node.caseFileAgain(id, by: actor.caller),
            form: form,
            isTyped: true,
            preview: preview,
            for: actor,
            notice: problem?.notice,
            status: problem?.status ?? .ok
        )
    }

    private struct PurposeView: Sendable {
        struct Kept: Sendable {
            let keptName: String
            let keptValue: String
        }

        let path: String
        let fields: [FieldView]
        /// What else was asked for in the address.
        let kept: [Kept]
    }

    /// Asks whoever does not work on a case what they open it for.
    ///
    /// - Parameters:
    ///   - kept: what else was asked for in the address.
    ///   - actor: who opens it.
    /// - Returns: the page that asks, which leads back.
    func purposePage(keeping kept: [String: String] = [:], for actor: Actor) -> OutgoingResponse {
        let texts = actor.texts
        let field = FieldView(
            id: "purpose",
            label: texts.text("purpose.label"),
            options: Reading.Purpose.choices.map { purpose in
                FieldView.Option(
                    value: purpose.rawValue,
                    text: texts.word("readingPurpose", purpose),
                    isCurrent: purpose == .preview
                )
            }
        )
        let path = String(actor.request.target.prefix { $0 != "?" })
        let title = texts.text("purpose.title")
        let view = PurposeView(
            path: path,
            fields: [field],
            kept: kept.sorted { $0.key < $1.key }.map { PurposeView.Kept(keptName: $0.key, keptValue: $0.value) }
        )
        return render("purpose", title: title, view, for: actor.reader)
    }

    private func casePage(
        _ file: CaseFile,
        form: DecisionForm,
        isTyped: Bool = false,
        skipped: SkipForm? = nil,
        preview: CasePageView.Preview?,
        for actor: Actor,
        notice: Frame.Notice? = nil,
        status: HTTPResponse.Status = .ok
    ) -> OutgoingResponse {
        let texts = actor.texts
        let item = file.view.item
        let heading = texts.text("case.title", ["name": texts.name(of: file.view)])
        let isOpen = item.state == .open || item.state == .assigned
        let isMine = item.assignee == actor.visit.person.id
        let view = CasePageView(
            heading: heading,
            stateText: texts.word("caseState", item.state),
            stateKind: item.state.badgeKind,
            facts: facts(file, for: actor),
            matches: file.evidence.map { card($0, for: actor) },
            moreMatches: file.matchCount > file.evidence.count
                ? texts.count("case.moreMatches", file.matchCount - file.evidence.count) : nil,
            picturePath: hasPicture(file.view) || Self.contentLink(file.view) != nil
                ? "/console/cases/\(item.id)/picture" : nil,
            pictureText: texts.text(hasPicture(file.view) ? "picture.show" : "picture.toLink"),
            others: [("sameAccount", file.view.sameAccount), ("sameContent", file.view.sameContent)].compactMap {
                name,
                ids in
                ids.isEmpty
                    ? nil
                    : CasePageView.Others(
                        othersHeading: texts.text("case." + name),
                        others: ids.map { CasePageView.Other(path: "/console/cases/\($0)", text: $0.description) }
                    )
            },
            entries: file.history.map { entry($0, file, for: actor) },
            assignment: isOpen && actor.visit.may(.assignCases) ? assignment(file.view, for: actor) : nil,
            gauge: file.view.own?.gauge.map { GaugeView($0, for: actor.reader) },
            skip: isOpen && actor.visit.may(.assignCases) ? skip(file.view, skipped, for: actor) : nil,
            // What was typed is shown also where it can't be decided any more, so that it can be kept.
            form: (isOpen && isMine && actor.visit.may(.decideCases)) || isTyped
                ? CasePageView.Form(
                    path: "/console/cases/\(item.id)/decision",
                    fields: form.views(in: texts),
                    preview: preview
                ) : nil,
            threatPath: isOpen && actor.visit.may(.raiseThreats) ? "/console/threats/new?case=\(item.id)" : nil,
            made: file.decision.map { made($0, file, for: actor) }
        )
        return render("case", title: heading, view, for: actor.reader, status: status, notice: notice)
    }
}
