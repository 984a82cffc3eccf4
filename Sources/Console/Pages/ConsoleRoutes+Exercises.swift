import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    static let exercisesPath = "/console/exercises"
    private static let exercisesPerPage = 100
    private static let planFields = Set(["title", "script"] + ExerciseStage.allCases.map(\.rawValue))

    /// What people practise with: the plan, the requests, and how long each step took.
    func exercises() throws -> [ConsoleRoute] {
        let one = Self.exercisesPath + "/{id}"
        return [
            try page(Self.exercisesPath, "console.exercises", .readExercises, query: ["after"]) { actor, query in
                try await exercises(actor, after: query.value("after", "an id") { ID($0) })
            },
            try form(Self.exercisesPath, "console.planExercise", .keepExercises, fields: Self.planFields) {
                actor,
                fields in
                do {
                    let planned = try await node.planExercise(
                        title: fields["title"],
                        script: fields["script"],
                        steps: try Self.steps(fields),
                        by: actor.caller
                    )
                    return .redirect("\(Self.exercisesPath)/\(planned.exercise.id)?done=1")
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    return try await exercises(actor, after: nil, typed: fields, refusal: refusal)
                }
            },
            try page(one, "console.exercise", .readExercises, query: ["done"]) { actor, query in
                try await exercise(
                    actor,
                    notice: query["done"].map { _ in
                        Frame.Notice(kind: "good", text: actor.texts.text("exercises.done"))
                    }
                )
            },
            try form(one + "/requests", "console.addToExercise", .keepExercises, fields: ["requests", "draft"]) {
                actor,
                fields in
                try await change(actor, fields) { id in
                    _ = try await node.addToExercise(
                        id,
                        requests: try Self.ids(fields["requests"], "requests"),
                        draft: try Self.draft(fields["draft"]),
                        by: actor.caller
                    )
                }
            },
            try form(one + "/start", "console.startExercise", .keepExercises) { actor, _ in
                try await change(actor, nil) { _ = try await node.startExercise($0, by: actor.caller) }
            },
            try form(one + "/closing", "console.closeExercise", .keepExercises, fields: ["note"]) { actor, fields in
                try await change(actor, fields) { id in
                    let note = fields["note"].isEmpty ? nil : fields["note"]
                    _ = try await node.closeExercise(id, note: note, by: actor.caller)
                }
            },
            try form(
                "/console/members/{id}/exercises",
                "console.declareExercises",
                .keepExercises,
                fields: ["takes"]
            ) { actor, fields in
                let id = try Self.memberID(actor)
                _ = try await node.declareExercises(of: id, fields["takes"] == "yes", by: actor.caller)
                return .redirect("/console/members/\(id)?done=taken")
            },
        ]
    }

    private static func exerciseID(_ actor: Actor) throws(Problem) -> ID<Exercise> {
        try actor.request.path.value("id") { ID<Exercise>($0) }
    }

    /// The steps of a plan, in order; where no time is written, the step does not matter.
    private static func steps(_ fields: FormFields) throws(Refusal) -> [ExerciseStep] {
        var steps: [ExerciseStep] = []
        for stage in ExerciseStage.allCases where !fields[stage.rawValue].isEmpty {
            guard let minutes = Int64(fields[stage.rawValue]), (1...ExerciseStep.timeMax.count / 60).contains(minutes)
            else {
                throw Refusal(
                    .invalid,
                    "step-time-invalid",
                    "Give each step 1 to \(ExerciseStep.timeMax.count / 60) minutes.",
                    pointer: "/" + stage.rawValue
                )
            }
            steps.append(ExerciseStep(stage: stage, within: .minutes(minutes)))
        }
        guard !steps.isEmpty else {
            throw Refusal(
                .invalid,
                "steps-out-of-order",
                "Say how long at least one step should take.",
                pointer: "/" + ExerciseStage.received.rawValue
            )
        }
        return steps
    }

    /// Ids with spaces, commas or lines between.
    private static func ids<Subject>(_ text: String, _ field: String) throws(Refusal) -> [ID<Subject>] {
        var ids: [ID<Subject>] = []
        for word in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            guard let id = ID<Subject>(String(word)) else {
                throw Refusal(.invalid, "id-invalid", "This is not an id: \(word)", pointer: "/" + field)
            }
            ids.append(id)
        }
        return ids
    }

    /// One id, or nothing.
    private static func draft(_ text: String) throws(Refusal) -> ID<RequestDraft>? {
        let found: [ID<RequestDraft>] = try ids(text, "draft")
        guard found.count <= 1 else {
            throw Refusal(.invalid, "id-invalid", "Name one draft at a time.", pointer: "/draft")
        }
        return found.first
    }

    private func change(
        _ actor: Actor,
        _ fields: FormFields?,
        _ act: (ID<Exercise>) async throws -> Void
    ) async throws -> OutgoingResponse {
        let id = try Self.exerciseID(actor)
        do {
            try await act(id)
            return .redirect("\(Self.exercisesPath)/\(id)?done=1")
        } catch let refusal as Refusal {
            // That there is no such request is said beside the field; that there is no such exercise is not.
            guard refusal.kind != .notFound || refusal.pointer != nil else { throw refusal }
            return try await exercise(actor, typed: fields, refusal: refusal)
        }
    }

    private func exercises(
        _ actor: Actor,
        after: ID<Exercise>?,
        typed: FormFields? = nil,
        refusal: Refusal? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let found = try await node.exercises(after: after, limit: Self.exercisesPerPage, for: actor.caller)
        let list = SheetView.Section.made(texts.text("exercises.list")) { section in
            guard !found.exercises.isEmpty else {
                section.lines = [texts.text("exercises.none")]
                return
            }
            section.table = TableView(
                texts.count("exercises.caption", found.exercises.count),
                ["name", "state", "planned", "requests"].map { texts.text("exercises." + $0) },
                found.exercises.map { view in
                    let exercise = view.exercise
                    return [
                        .text(
                            view.title ?? exercise.id.description,
                            path: "\(Self.exercisesPath)/\(exercise.id)"
                        ), .badge(exercise.state.badgeKind, texts.word("exerciseState", exercise.state)),
                        .time(actor.reader.time(exercise.plannedAt)),
                        .number(actor.reader.number(Int64(exercise.requests.count))),
                    ]
                }
            )
        }
        let title = texts.text("exercises.title")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                intro: [texts.text("exercises.help")],
                main: [list],
                side: actor.visit.may(.keepExercises) ? [planning(typed, refusal, in: texts)] : [],
                onward: found.next.map { SheetView.Link("\(Self.exercisesPath)?after=\($0)", texts.text("list.more")) }
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: texts.notice(refusal, unlessAt: Self.planFields)
        )
    }

    private func planning(_ typed: FormFields?, _ refusal: Refusal?, in texts: Catalogue) -> SheetView.Section {
        func error(_ name: String) -> FieldError? {
            refusal.flatMap { $0.pointer == "/" + name ? texts.fieldError($0) : nil }
        }
        return .made(texts.text("exercises.plan")) { section in
            section.isScreenOnly = true
            section.form = FormView(
                Self.exercisesPath,
                fields: [
                    FieldView(
                        id: "title",
                        label: texts.text("exercises.name"),
                        value: typed?["title"] ?? "",
                        error: error("title"),
                        autocomplete: "off"
                    ),
                    FieldView(
                        id: "script",
                        label: texts.text("exercises.script"),
                        value: typed?["script"] ?? "",
                        hint: texts.text("exercises.scriptHint"),
                        error: error("script"),
                        isText: true
                    ),
                ],
                fieldsets: [
                    FormView.Fieldset(
                        texts.text("exercises.steps"),
                        notes: [texts.text("exercises.stepsHint")],
                        ExerciseStage.allCases.map { stage in
                            FieldView(
                                id: stage.rawValue,
                                label: texts.word("exerciseStage", stage),
                                type: "number",
                                value: typed?[stage.rawValue] ?? "",
                                error: error(stage.rawValue),
                                autocomplete: "off",
                                isRequired: false
                            )
                        }
                    )
                ],
                submit: texts.text("exercises.planSubmit"),
                keep: "exercise"
            )
        }
    }
}
