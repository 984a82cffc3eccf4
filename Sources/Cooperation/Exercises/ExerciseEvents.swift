/// An exercise was planned.
///
/// Sealed: `title`, `script`.
public struct ExercisePlanned: EventPayload {
    /// What happened.
    public static let type = "exercise.planned"
    /// Who planned it.
    public let organisation: ID<Organisation>
    /// The steps of its script, in order.
    public let steps: [ExerciseStep]
}

/// Requests were added to an exercise.
public struct ExerciseRequestsAdded: EventPayload {
    /// What happened.
    public static let type = "exercise.requestsAdded"
    /// The draft with which they were written; `nil` where they were named one by one.
    public let draft: ID<RequestDraft>?
    /// Which.
    public let requests: [ID<Request>]
    /// Those of them that were not filed here; absent for none.
    public let ahead: [ID<Request>]?
}

/// An exercise began.
public struct ExerciseStarted: EventPayload {
    /// What happened.
    public static let type = "exercise.started"
}

/// An exercise is over.
///
/// Sealed: `note`.
public struct ExerciseClosed: EventPayload {
    /// What happened.
    public static let type = "exercise.closed"
}
