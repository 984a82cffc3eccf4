extension Exercise {
    /// The state after an event.
    public static func apply(_ state: Exercise?, _ event: JournalEvent) throws(ReplayError) -> Exercise {
        guard var exercise = state else {
            guard event.type == ExercisePlanned.type else { throw ReplayError.unexpected(event, after: state) }
            let facts = try event.payload(ExercisePlanned.self)
            return Exercise(
                id: ID(event.subject),
                organisation: facts.organisation,
                steps: facts.steps,
                plannedAt: event.time,
                plannedAtPosition: event.position,
                state: .planned,
                requests: []
            )
        }
        switch event.type {
        case ExerciseRequestsAdded.type:
            let facts = try event.payload(ExerciseRequestsAdded.self)
            exercise.requests += facts.requests
            if let ahead = facts.ahead { exercise.ahead = (exercise.ahead ?? []) + ahead }
        case ExerciseStarted.type:
            _ = try event.payload(ExerciseStarted.self)
            exercise.state = .running
            exercise.startedAt = event.time
        case ExerciseClosed.type:
            _ = try event.payload(ExerciseClosed.self)
            exercise.state = .closed
            exercise.closedAt = event.time
            exercise.closedAtPosition = event.position
        default: throw ReplayError.unexpected(event, after: state)
        }
        return exercise
    }
}
