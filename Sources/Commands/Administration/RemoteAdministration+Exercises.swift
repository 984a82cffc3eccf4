import CanonicalJSON
import Cooperation

extension RemoteAdministration {
    private static let exercisesPath = "/v1/exercises"

    func exercises(for person: ID<Person>?) async throws -> [JSONValue] {
        try Self.requireNobody(person)
        return try await list(Self.exercisesPath)
    }

    func planExercise(
        title: String,
        script: String,
        steps: [ExerciseStep],
        by person: ID<Person>?
    ) async throws -> JSONValue {
        try Self.requireNobody(person)
        let body: JSONValue = [
            "title": .string(title), "script": .string(script), "steps": .array(steps.map(\.json)),
        ]
        return try await send("POST", Self.exercisesPath, body)
    }

    func addToExercise(
        _ id: ID<Exercise>,
        requests: [ID<Request>],
        draft: ID<RequestDraft>?,
        by person: ID<Person>?
    ) async throws -> JSONValue {
        try Self.requireNobody(person)
        var body: [String: JSONValue] = ["requests": .array(requests.map { .string($0.description) })]
        body["draft"] = draft.map { .string($0.description) }
        return try await send("POST", Self.exercisesPath + "/\(id)/requests", .object(body))
    }

    func startExercise(_ id: ID<Exercise>, by person: ID<Person>?) async throws -> JSONValue {
        try Self.requireNobody(person)
        return try await send("POST", Self.exercisesPath + "/\(id)/start", nil)
    }

    func declareExercises(
        of id: ID<Organisation>,
        _ takesExercises: Bool,
        by person: ID<Person>?
    ) async throws -> JSONValue {
        try Self.requireNobody(person)
        let body: JSONValue = ["takesExercises": .bool(takesExercises)]
        return try await send("POST", "/v1/organisations/\(id)/exercises", body)
    }

    func closeExercise(_ id: ID<Exercise>, note: String?, by person: ID<Person>?) async throws -> JSONValue {
        try Self.requireNobody(person)
        let body: [String: JSONValue] = note.map { ["note": .string($0)] } ?? [:]
        return try await send("POST", Self.exercisesPath + "/\(id)/closing", .object(body))
    }

    func exerciseDebrief(_ id: ID<Exercise>, for person: ID<Person>?) async throws -> JSONValue {
        try Self.requireNobody(person)
        return try await get(Self.exercisesPath + "/\(id)/debrief")
    }
}

extension ExerciseStep {
    /// As the API takes and tells it.
    var json: JSONValue { ["stage": .string(stage.rawValue), "seconds": .integer(within.count)] }
}
