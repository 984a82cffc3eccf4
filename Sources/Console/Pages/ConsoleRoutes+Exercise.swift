import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// One exercise: its script, what happened to each request beside the plan, and what can be done with it.
    func exercise(
        _ actor: Actor,
        typed: FormFields? = nil,
        refusal: Refusal? = nil,
        notice: Frame.Notice? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let id: ID<Exercise> = try actor.request.path.value("id") { ID<Exercise>($0) }
        let view = try await node.exercise(id, for: actor.caller)
        let debrief = try await node.exerciseDebrief(id, for: actor.caller).debrief
        let (exercise, title) = (view.exercise, view.title ?? id.description)
        let plan = SheetView.Section.made(texts.text("exercises.script")) { section in
            section.lines = (view.script ?? "").split(separator: "\n").map(String.init)
            section.facts = exercise.steps.map { step in
                Fact(texts.word("exerciseStage", step.stage), Self.length(step.within))
            }
            section.facts += Fact.optional(texts.text("exercises.planned"), moment(exercise.plannedAt, in: texts))
            section.facts += Fact.optional(texts.text("exercises.began"), moment(exercise.startedAt, in: texts))
            section.facts += Fact.optional(texts.text("exercises.ended"), moment(exercise.closedAt, in: texts))
            section.facts += Fact.optional(texts.text("exercises.note"), view.note)
            section.facts.append(Fact(texts.text("exercises.id"), id.description, isCode: true))
            section.links = [SheetView.Link("/console/journal?about=\(id)", texts.text("act.sameSubject"))]
        }
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                mark: SheetView.Mark(exercise.state.badgeKind, texts.word("exerciseState", exercise.state)),
                back: .init(Self.exercisesPath, texts.text("exercises.title")),
                intro: [texts.text("document.exercise")],
                main: [self.debrief(debrief, actor.visit.may(.readRequests), in: texts), plan],
                side: keeping(exercise, typed, refusal, for: actor)
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: notice ?? texts.notice(refusal, unlessAt: ["requests", "draft", "note"])
        )
    }

    private func moment(_ time: Timestamp?, in texts: Catalogue) -> String? {
        time.map { texts.formats.time($0, .minute) + " UTC" }
    }

    /// A time that something took, as hours, minutes and seconds.
    static func length(_ time: Seconds) -> String {
        let (minutes, seconds) = time.count.quotientAndRemainder(dividingBy: 60)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(minutes / 60):\(two(minutes % 60)):\(two(seconds))"
    }

    private func debrief(_ debrief: ExerciseDebrief, _ isLinked: Bool, in texts: Catalogue) -> SheetView.Section {
        .made(texts.text("exercises.debrief")) { section in
            section.lines = [texts.text(debrief.requests.isEmpty ? "exercises.noRequests" : "exercises.debriefHelp")]
            guard let plan = debrief.requests.first?.steps else { return }
            section.table = TableView(
                texts.text("exercises.requests"),
                [texts.text("exercises.request"), texts.text("exercises.filed")]
                    + plan.map { texts.word("exerciseStage", $0.stage) } + [texts.text("exercises.clock")],
                debrief.requests.map { row(of: $0, isLinked, in: texts) }
            )
        }
    }

    private func row(
        of request: ExerciseDebrief.Request,
        _ isLinked: Bool,
        in texts: Catalogue
    ) -> [TableView.Cell] {
        let path = request.filedAt == nil || !isLinked ? nil : "/console/requests/\(request.request)"
        var cells: [TableView.Cell] = [
            .code(request.request.description, path: path),
            .text(moment(request.filedAt, in: texts) ?? texts.text("exercises.notFiled")),
        ]
        cells += request.steps.map { cell($0, in: texts) }
        cells.append(
            request.wasBreached
                ? .badge("bad", texts.text("exercises.breached")) : .text(texts.text("exercises.notBreached"))
        )
        return cells
    }

    private func cell(_ step: ExerciseDebrief.Step, in texts: Catalogue) -> TableView.Cell {
        guard let taken = step.taken, let isInTime = step.wasInTime else {
            return .text(texts.text("exercises.notDone"))
        }
        let times = ["taken": Self.length(taken), "planned": Self.length(step.planned)]
        return .badge(
            isInTime ? "good" : "bad",
            texts.text(isInTime ? "exercises.inTime" : "exercises.late", times)
        )
    }

    /// What whoever keeps exercises may do with one that is not over.
    private func keeping(
        _ exercise: Exercise,
        _ typed: FormFields?,
        _ refusal: Refusal?,
        for actor: Actor
    ) -> [SheetView.Section] {
        let texts = actor.texts
        // Where it was closed meanwhile, what was typed still stands in its form.
        guard actor.visit.may(.keepExercises), Exercise.State.open.contains(exercise.state) || typed != nil else {
            return []
        }
        let path = "\(Self.exercisesPath)/\(exercise.id)"
        func form(_ name: String, _ action: String, _ fields: [FieldView], _ kind: FormView.Kind = .main)
            -> SheetView.Section
        {
            .made(texts.text("exercises." + name)) { section in
                section.isScreenOnly = true
                section.form = FormView(
                    path + action,
                    text: texts.text("exercises.\(name)Help"),
                    fields: fields,
                    submit: texts.text("exercises." + name),
                    kind: kind,
                    keep: fields.isEmpty ? nil : name
                )
            }
        }
        func text(_ name: String, isText: Bool) -> FieldView {
            let error = refusal.flatMap { refusal -> FieldError? in
                let isHere = refusal.pointer == "/" + name
                return isHere ? texts.fieldError(refusal) : nil
            }
            return FieldView(
                id: name,
                label: texts.text("exercises.\(name)Field"),
                value: typed?[name] ?? "",
                hint: texts.has("exercises.\(name)Hint") ? texts.text("exercises.\(name)Hint") : nil,
                error: error,
                autocomplete: "off",
                isRequired: false,
                isText: isText
            )
        }
        let drafts = actor.visit.organisation.kind == .authority ? [text("draft", isText: false)] : []
        return [form("add", "/requests", [text("requests", isText: true)] + drafts)]
            + (exercise.state == .planned ? [form("start", "/start", [], .plainly)] : [])
            + [form("close", "/closing", [text("note", isText: true)], .danger)]
    }
}

extension Exercise.State {
    /// The kind of badge that shows it.
    var badgeKind: String {
        switch self {
        case .planned: "warn"
        case .running: "good"
        case .closed: "plain"
        }
    }
}
