import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let inboxLength = 50

    /// The inbox of whoever answers requests, and one request with all that was made of it.
    func assessments() throws -> [ConsoleRoute] {
        [
            try page(
                Self.assessmentsPath,
                "console.assessments",
                .readAssessments,
                query: ["state", "after"]
            ) { actor, query in try await inbox(actor, query) },
            try page(
                Self.assessmentsPath + "/{id}",
                "console.assessment",
                .readAssessments,
                query: ["done"]
            ) { actor, query in
                let id = try Self.assessmentID(actor)
                let view = try await node.assessment(id, for: actor.caller)
                let notice = query["done"].map { _ in
                    Frame.Notice(kind: "good", text: actor.texts.text("assess.done"))
                }
                return try await assessmentPage(actor, view, notice: notice)
            },
        ]
    }

    private func inbox(_ actor: Actor, _ query: Query) async throws -> OutgoingResponse {
        let texts = actor.texts
        let state = query["state"].flatMap(Assessment.State.init(rawValue:))
        let after = try query.value("after", "a place of this list", Self.place)
        let found = try await node.assessmentInbox(state, after: after, limit: Self.inboxLength, for: actor.caller)
        let faces = try await node.dueFaces(of: found.rows.map(\.request.request))
        let list = SheetView.Section.made(
            state.map { texts.word("assessmentState", $0) } ?? texts.text("requests.byClock")
        ) { section in
            section.links =
                [SheetView.Link(Self.assessmentsPath, texts.text("requests.byClock"))]
                + Assessment.State.allCases.map { word in
                    SheetView.Link(
                        "\(Self.assessmentsPath)?state=\(word.rawValue)",
                        texts.word("assessmentState", word)
                    )
                }
            guard !found.rows.isEmpty else {
                section.lines = [texts.text("requests.none")]
                return
            }
            section.table = TableView(
                texts.count("requests.caption", found.rows.count),
                ["left", "kindOfRequest", "askedBy", "due", "state", "risk"].map { texts.label($0, of: "assess") },
                found.rows.map { row(of: $0, faces[$0.request.request.id], for: actor) }
            )
        }
        let writing: [SheetView.Section] =
            actor.visit.may(.assessRequests)
            ? [
                .made(texts.text("paper.title")) { section in
                    section.lines = [texts.text("paper.help")]
                    section.links = [.init(Self.assessmentsPath + "/paper", texts.text("paper.record"))]
                    section.isScreenOnly = true
                }
            ] : []
        let title = texts.text("assess.title")
        let onward = found.next.map { next in
            SheetView.Link(
                "\(Self.assessmentsPath)?\(state.map { "state=\($0.rawValue)&" } ?? "")after=\(Self.words(next))",
                texts.text("list.more")
            )
        }
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                intro: [texts.text("assess.help")],
                main: [list] + writing,
                onward: onward,
                scripts: TableView.clockScripts
            ),
            for: actor.reader
        )
    }

    private func row(of row: InboxRow, _ face: ClockFace?, for actor: Actor) -> [TableView.Cell] {
        let (texts, request) = (actor.texts, row.request.request)
        let score = row.assessment.riskScore
        let isHigh = score >= RiskFactor.leadScore
        return [
            leftCell(request, for: actor),
            .text(
                texts.word("requestKind", request.filing.kind),
                path: "\(Self.assessmentsPath)/\(request.id)",
                note: request.filing.isExercise ? texts.text("requests.exerciseMark") : nil
            ),
            .text(row.request.authorityName ?? row.request.paperAuthority ?? "–", note: row.office),
            .text(face.map(texts.zoned) ?? "–", note: request.dueAt.map { actor.reader.time($0).text }),
            .badge(row.assessment.state.badgeKind, texts.word("assessmentState", row.assessment.state)),
            isHigh
                ? .badge(score >= RiskFactor.lockScore ? "bad" : "warn", actor.reader.number(score))
                : .number(actor.reader.number(score)),
        ]
    }

    /// One request as its addressee works on it; that they are shown it is noted.
    ///
    /// `typed` is what was typed into one of its forms and refused.
    func assessmentPage(
        _ actor: Actor,
        _ view: AssessmentView,
        typed: AssessmentForm? = nil,
        refusal: Refusal? = nil,
        notice: Frame.Notice? = nil
    ) async throws -> OutgoingResponse {
        let (texts, assessment, request) = (actor.texts, view.assessment, view.request.request)
        try await node.noteReading(of: .assessment(assessment.id), by: actor.caller)
        let faces = try await node.dueFaces(of: [request])
        let register = try await node.register(of: request)
        let advisers = actor.visit.may(.assessRequests) ? try await node.advisers(for: actor.caller) : []
        let owesFormal = assessment.formalDueAt != nil || assessment.isFormalMissed
        let formal =
            owesFormal && actor.visit.may(.assessRequests) ? try await node.formalRequests(after: assessment) : []
        let title = texts.word("requestKind", request.filing.kind)
        let main =
            requestMain(view.request, for: actor) + [
                registerSection(view, register, for: actor), assessmentSection(view, for: actor),
                historySection(view, for: actor),
            ]
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                mark: SheetView.Mark(
                    assessment.state.badgeKind,
                    texts.word("assessmentState", assessment.state)
                ),
                back: .init(Self.assessmentsPath, texts.text("assess.title")),
                intro: exerciseWarning(request.filing.isExercise, in: texts),
                main: main,
                side: [
                    clockSection(view.request, faces[request.id], for: actor),
                    ownWordsSection(view.request.ownWords, in: texts), scanSection(view, for: actor),
                    threatSection(assessment, for: actor),
                ].compactMap(\.self) + assessmentForms(view, typed, advisers, formal, for: actor),
                scripts: TableView.clockScripts
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: refusal.map { texts.notice($0) } ?? notice
        )
    }

    /// The way to an authority that has to be warned of what a request told.
    private func threatSection(_ assessment: Assessment, for actor: Actor) -> SheetView.Section? {
        guard assessment.state != .closed, assessment.kind != .stayUp, actor.visit.may(.raiseThreats) else {
            return nil
        }
        return .made(actor.texts.text("threats.one")) { section in
            section.isScreenOnly = true
            section.links = [.init("/console/threats/new?request=\(assessment.id)", actor.texts.text("threats.new"))]
        }
    }
}
