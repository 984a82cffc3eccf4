import Cooperation
import Services

/// A step of an exercise's script.
struct WireExerciseStep: Codable {
    let stage: ExerciseStage
    /// How long it should take at most.
    let seconds: Int64

    var step: ExerciseStep { ExerciseStep(stage: stage, within: Seconds(seconds)) }

    init(_ step: ExerciseStep) {
        stage = step.stage
        seconds = step.within.count
    }
}

/// An exercise to plan.
struct WireNewExercise: Decodable {
    let title: String
    let script: String
    let steps: [WireExerciseStep]
}

/// What is added to an exercise.
struct WireExerciseAddition: Decodable {
    let requests: [ID<Request>]?
    let draft: ID<RequestDraft>?
}

/// Whether a member takes requests that are exercises, also where nobody planned them.
struct WireTakesExercises: Decodable {
    let takesExercises: Bool
}

/// That an exercise is over.
struct WireExerciseClosing: Decodable {
    let note: String?
}

/// An exercise as it is answered.
struct WireExercise: Encodable {
    let id: ID<Exercise>
    let state: Exercise.State
    let title: String?
    let script: String?
    let steps: [WireExerciseStep]
    let requests: [ID<Request>]
    let plannedAt: Timestamp
    let startedAt: Timestamp?
    let closedAt: Timestamp?
    let note: String?

    init(_ view: ExerciseView) {
        let exercise = view.exercise
        id = exercise.id
        state = exercise.state
        title = view.title
        script = view.script
        steps = exercise.steps.map(WireExerciseStep.init)
        requests = exercise.requests
        plannedAt = exercise.plannedAt
        startedAt = exercise.startedAt
        closedAt = exercise.closedAt
        note = view.note
    }
}

/// A debrief as it is answered: once for programs, once for people.
struct WireExerciseDebrief: Encodable {
    struct Step: Encodable {
        let stage: ExerciseStage
        let plannedSeconds: Int64
        let takenSeconds: Int64?
        let inTime: Bool?
    }

    struct Request: Encodable {
        let request: ID<Cooperation.Request>
        let filedAt: Timestamp?
        let receivedAt: Timestamp?
        let acknowledgedAt: Timestamp?
        let lookedAt: Timestamp?
        let answeredAt: Timestamp?
        let breached: Bool
        let steps: [Step]
    }

    let exercise: ID<Exercise>
    let state: Exercise.State
    let title: String?
    let requests: [Request]
    let text: String

    init(_ debrief: ExerciseDebrief, title: String?) {
        exercise = debrief.exercise
        state = debrief.state
        self.title = title
        text = debrief.lines(title: title).joined(separator: "\n") + "\n"
        requests = debrief.requests.map { request in
            Request(
                request: request.request,
                filedAt: request.filedAt,
                receivedAt: request.receivedAt,
                acknowledgedAt: request.acknowledgedAt,
                lookedAt: request.lookedAt,
                answeredAt: request.answeredAt,
                breached: request.wasBreached,
                steps: request.steps.map { step in
                    Step(
                        stage: step.stage,
                        plannedSeconds: step.planned.count,
                        takenSeconds: step.taken?.count,
                        inTime: step.wasInTime
                    )
                }
            )
        }
    }
}
