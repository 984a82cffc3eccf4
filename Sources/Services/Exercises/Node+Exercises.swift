import Cooperation

/// An exercise with its texts.
package struct ExerciseView: Sendable {
    package let exercise: Exercise
    /// `nil` where they were erased, and the script in a list.
    package let title: String?
    package let script: String?
    /// What was noted when it was closed.
    package let note: String?
}

extension Node {
    /// How many events of its requests a debrief looks at.
    private static let eventsMax = 100_000

    /// The exercises of the caller's organisation, in order of id, without their scripts.
    ///
    /// - Returns: the page, and the id to go on after, `nil` at the end.
    package func exercises(
        after: ID<Exercise>? = nil,
        limit: Int,
        for caller: Caller
    ) async throws -> (exercises: [ExerciseView], next: ID<Exercise>?) {
        let query = AggregateQuery<Exercise>(
            [.equals(.organisation, .text(caller.organisation.id.description))],
            after: after.map { .init(value: nil, id: $0) },
            limit: limit
        )
        return try await store.read { reading in
            let page = try reading.find(query)
            let parts = try reading.sealedParts(["title"], at: page.map(\.plannedAtPosition))
            let views = page.map { exercise in
                ExerciseView(
                    exercise: exercise,
                    title: parts[exercise.plannedAtPosition]?["title"],
                    script: nil,
                    note: nil
                )
            }
            return (views, page.count == limit ? page.last?.id : nil)
        }
    }

    /// One exercise; to another organisation it does not exist.
    package func exercise(_ id: ID<Exercise>, for caller: Caller) async throws -> ExerciseView {
        try await store.read { try $0.view(try $0.exercise(id, for: caller)) }
    }

    /// Plans an exercise.
    ///
    /// - Throws: `Refusal`: `text-missing`, `text-too-long`, `steps-out-of-order`, `step-time-invalid`; `StoreError`.
    package func planExercise(
        title: String,
        script: String,
        steps: [ExerciseStep],
        by caller: Caller
    ) async throws -> ExerciseView {
        try await store.write { transaction in
            let id: ID<Exercise> = transaction.newID()
            let command = ExerciseCommand.plan(
                by: caller.organisation.id,
                title: title,
                script: script,
                steps: steps
            )
            for act in try Exercise.decide(nil, command, id: id) { try transaction.append(act, by: caller.author) }
            return try transaction.view(try transaction.exercise(id, for: caller))
        }
    }

    /// Adds requests to an exercise: those of a draft, or those named one by one.
    ///
    /// Whoever runs the node may add any exercise that was filed there, which tells no more of it than its times. All but
    /// authorities may add requests before they are filed, which lets them be filed as exercises; a request that the caller
    /// may not see is taken as one that is not filed, and tells nothing.
    ///
    /// - Throws: `Refusal`: `not-found`, `not-an-exercise`, `exercise-closed`, `nothing-to-add`,
    ///   `too-many-requests-in-exercise`; `StoreError`.
    package func addToExercise(
        _ id: ID<Exercise>,
        requests: [ID<Request>],
        draft: ID<RequestDraft>? = nil,
        by caller: Caller
    ) async throws -> ExerciseView {
        try await store.write { transaction in
            let exercise = try transaction.exercise(id, for: caller)
            var ahead = try transaction.requireExercises(requests, for: caller)
            var added = requests
            if let draft {
                let written = try transaction.exerciseRequests(of: draft, for: caller)
                let filed = try transaction.load(Request.self, ids: written)
                ahead.formUnion(written.filter { filed[$0] == nil })
                added += written
            }
            for act in try Exercise.decide(exercise, .add(added, ahead: ahead, draft: draft), id: id) {
                try transaction.append(act, by: caller.author)
            }
            return try transaction.view(try transaction.exercise(id, for: caller))
        }
    }

    /// Lets an exercise begin.
    ///
    /// - Throws: `Refusal`: `not-found`, `exercise-closed`; `StoreError`.
    package func startExercise(_ id: ID<Exercise>, by caller: Caller) async throws -> ExerciseView {
        try await store.write { transaction in
            let exercise = try transaction.exercise(id, for: caller)
            for act in try Exercise.decide(exercise, .start, id: id) { try transaction.append(act, by: caller.author) }
            return try transaction.view(try transaction.exercise(id, for: caller))
        }
    }

    /// Closes an exercise.
    package func closeExercise(_ id: ID<Exercise>, note: String?, by caller: Caller) async throws -> ExerciseView {
        try await store.write { transaction in
            let exercise = try transaction.exercise(id, for: caller)
            for act in try Exercise.decide(exercise, .close(note: note), id: id) {
                try transaction.append(act, by: caller.author)
            }
            return try transaction.view(try transaction.exercise(id, for: caller))
        }
    }

    /// What happened to each request of an exercise, and when, beside what was planned.
    ///
    /// - Returns: the debrief, and the exercise's title.
    /// - Throws: `Refusal` `not-found`; `StoreError`.
    package func exerciseDebrief(
        _ id: ID<Exercise>,
        for caller: Caller
    ) async throws -> (debrief: ExerciseDebrief, title: String?) {
        try await store.read { reading in
            let exercise = try reading.exercise(id, for: caller)
            let histories = try reading.histories(of: exercise.requests, eventsMax: Self.eventsMax, for: caller)
            let title = try reading.sealedPart("title", at: exercise.plannedAtPosition)
            return (ExerciseDebrief(of: exercise, histories), title)
        }
    }
}

extension RequestDraft {
    fileprivate func exerciseRequests() throws(Refusal) -> [ID<Request>] {
        guard writing.isExercise else { throw Request.noExercise }
        return writing.requests
    }
}

extension Request {
    fileprivate static let noExercise = Refusal(
        .invalid,
        "not-an-exercise",
        "This is a real request: only what says itself that it is an exercise belongs to one.",
        pointer: "/requests"
    )
}

extension StoreReading {
    /// An exercise of the caller's organisation.
    ///
    /// - Throws: `Refusal` `not-found`.
    fileprivate func exercise(_ id: ID<Exercise>, for caller: Caller) throws -> Exercise {
        guard let exercise = try load(Exercise.self, id), exercise.organisation == caller.organisation.id else {
            throw Refusal(.notFound, "not-found", "There is no such exercise.")
        }
        return exercise
    }

    fileprivate func view(_ exercise: Exercise) throws -> ExerciseView {
        let parts = try sealedParts(["title", "script"], at: [exercise.plannedAtPosition])
        return ExerciseView(
            exercise: exercise,
            title: parts[exercise.plannedAtPosition]?["title"],
            script: parts[exercise.plannedAtPosition]?["script"],
            note: try exercise.closedAtPosition.flatMap { try sealedPart("note", at: $0) }
        )
    }

    /// The requests of a draft that is to be added to an exercise.
    fileprivate func exerciseRequests(of id: ID<RequestDraft>, for caller: Caller) throws -> [ID<Request>] {
        do {
            return try existingDraft(id, for: caller).exerciseRequests()
        } catch let refusal as Refusal {
            throw Refusal(refusal.kind, refusal.code, refusal.message, pointer: "/draft")
        }
    }

    /// Fails unless requests are exercises that the caller may add.
    ///
    /// - Returns: those that are not filed, as far as the caller may know: a request of somebody else does not exist.
    fileprivate func requireExercises(_ ids: [ID<Request>], for caller: Caller) throws -> Set<ID<Request>> {
        let open = try openRequests(ids, for: caller)
        guard open.values.allSatisfy(\.filing.isExercise) else { throw Request.noExercise }
        let ahead = ids.filter { open[$0] == nil }
        // An authority's word for its own requests counts for nothing, so it names none that there are not.
        guard ahead.isEmpty || caller.organisation.kind != .authority else {
            throw Refusal(.notFound, "not-found", "There is no such request.", pointer: "/requests")
        }
        return Set(ahead)
    }

    /// Those of some requests that the caller may see, or that are exercises on a node that they run.
    private func openRequests(_ ids: [ID<Request>], for caller: Caller) throws -> [ID<Request>: Request] {
        let own = try ownIDs(of: caller)
        return try load(Request.self, ids: ids).filter { _, request in
            caller.organisation.ownsNode && request.filing.isExercise || request.isOpen(to: caller, as: own)
        }
    }

    /// What happened to each of some requests, in as many statements however many of them were filed here.
    ///
    /// What the addressee's people did in their own house is told to nobody else (design rule 14).
    fileprivate func histories(
        of ids: [ID<Request>],
        eventsMax: Int,
        for caller: Caller
    ) throws -> [ID<Request>: [JournalEvent]] {
        // What was added before it was filed may be anything; what turned out to be real is nobody's exercise.
        let open = try openRequests(ids, for: caller).filter(\.value.filing.isExercise)
        let ids = ids.filter { open[$0] != nil }
        guard !ids.isEmpty else { return [:] }
        var owners = Dictionary(ids.map { ($0.identifier, $0) }, uniquingKeysWith: { first, _ in first })
        let clocks = try find(
            AggregateQuery<Clock>(
                [.isOneOf(.subject, ids.map { .text($0.description) })],
                limit: ids.count * Self.clocksMax
            )
        )
        for clock in clocks { owners[clock.id.identifier] = ID(clock.subject) }
        let ownsNode = caller.organisation.ownsNode
        // What the addressee makes of a request has the request's id.
        let here = try events(ofSubjects: Array(owners.keys), limit: eventsMax)
            .filter { ownsNode || !$0.type.hasPrefix(Assessment.name + ".") }
        var histories = Dictionary(grouping: here) { owners[$0.subject] ?? ID($0.subject) }
        for (id, request) in open where request.origin != nil {
            let received = try events(EventQuery(innerSubject: id.identifier, limit: eventsMax))
            histories[id, default: []] += try received.compactMap { try $0.effects().last }
        }
        return histories
    }

    private static var clocksMax: Int { 20 }
}
