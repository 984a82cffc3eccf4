/// What can be asked of an exercise.
public enum ExerciseCommand: Sendable, Hashable {
    /// Plan it.
    case plan(by: ID<Organisation>, title: String, script: String, steps: [ExerciseStep])
    /// Add requests that are exercises, and say which of them are not filed yet; with the draft with which they were written,
    /// where all of it is added.
    case add([ID<Request>], ahead: Set<ID<Request>> = [], draft: ID<RequestDraft>?)
    /// Let it begin.
    case start
    /// Close it.
    case close(note: String?)
}

extension Exercise {
    /// Decides a command.
    ///
    /// That requests are exercises, and may be seen by whoever adds them, is for the caller to make sure of.
    ///
    /// - Parameters:
    ///   - state: the exercise; `nil` for one not planned.
    ///   - command: what is asked.
    ///   - id: its id, which planning takes on.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Exercise?,
        _ command: ExerciseCommand,
        id: ID<Exercise>
    ) throws(Refusal) -> [Act] {
        if case .plan(let organisation, let title, let script, let steps) = command {
            guard state == nil else {
                throw Refusal(.conflict, "already-planned", "An exercise with this id was planned already.")
            }
            try requireOrder(of: steps)
            let texts: [String: String?] = [
                "title": try Texts.required(title, "title", bytesMax: Organisation.nameBytesMax),
                "script": try Texts.required(script, "script"),
            ]
            return [Act(ExercisePlanned(organisation: organisation, steps: steps), on: id, sealed: texts)]
        }
        guard let exercise = state else { throw Refusal(.notFound, "not-found", "There is no such exercise.") }
        return try exercise.deciding(command)
    }

    private func deciding(_ command: ExerciseCommand) throws(Refusal) -> [Act] {
        switch command {
        case .plan: return []
        case .add(let added, let ahead, let draft):
            guard State.open.contains(state) else { throw Self.over }
            guard !added.isEmpty else {
                throw Refusal(
                    .invalid,
                    "nothing-to-add",
                    "Name the requests that are to be added.",
                    pointer: "/requests"
                )
            }
            var known = Set(requests)
            let new = added.filter { known.insert($0).inserted }
            guard known.count <= Self.requestsMax else {
                throw Refusal(
                    .invalid,
                    "too-many-requests-in-exercise",
                    "An exercise has at most \(Self.requestsMax) requests.",
                    pointer: "/requests"
                )
            }
            guard !new.isEmpty else { return [] }
            let early = new.filter(ahead.contains)
            let facts = ExerciseRequestsAdded(draft: draft, requests: new, ahead: early.isEmpty ? nil : early)
            return [Act(facts, on: id)]
        case .start:
            guard State.open.contains(state) else { throw Self.over }
            return state == .running ? [] : [Act(ExerciseStarted(), on: id)]
        case .close(let note):
            let note = try Texts.optional(note, "note")
            guard state != .closed || note == nil else { throw Self.over }
            return state == .closed ? [] : [Act(ExerciseClosed(), on: id, sealed: ["note": note])]
        }
    }

    private static let over = Refusal(.conflict, "exercise-closed", "This exercise is closed; plan a new one.")

    private static func requireOrder(of steps: [ExerciseStep]) throws(Refusal) {
        let stages = steps.map(\.stage)
        guard !stages.isEmpty, zip(stages, stages.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw Refusal(
                .invalid,
                "steps-out-of-order",
                "Name the steps in the order in which they happen, each once.",
                pointer: "/steps"
            )
        }
        guard steps.allSatisfy({ $0.within.count > 0 && $0.within <= ExerciseStep.timeMax }) else {
            throw Refusal(
                .invalid,
                "step-time-invalid",
                "Give each step 1 to \(ExerciseStep.timeMax.count) seconds.",
                pointer: "/steps"
            )
        }
    }
}
