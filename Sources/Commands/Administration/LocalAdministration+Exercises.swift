import CanonicalJSON
import Cooperation
import Services

extension LocalAdministration {
    func exercises(for person: ID<Person>?) async throws -> [JSONValue] {
        try AuthorisationRules.authorise(caller, .readExercises)
        return try await all { after in
            let page = try await node.exercises(after: after, limit: Self.pageSize, for: caller)
            return (page.exercises.map(\.json), page.next)
        }
    }

    func planExercise(
        title: String,
        script: String,
        steps: [ExerciseStep],
        by person: ID<Person>?
    ) async throws -> JSONValue {
        let caller = try await caller(person, for: .keepExercises)
        return try await node.planExercise(title: title, script: script, steps: steps, by: caller).json
    }

    func addToExercise(
        _ id: ID<Exercise>,
        requests: [ID<Request>],
        draft: ID<RequestDraft>?,
        by person: ID<Person>?
    ) async throws -> JSONValue {
        let caller = try await caller(person, for: .keepExercises)
        return try await node.addToExercise(id, requests: requests, draft: draft, by: caller).json
    }

    func startExercise(_ id: ID<Exercise>, by person: ID<Person>?) async throws -> JSONValue {
        try await node.startExercise(id, by: caller(person, for: .keepExercises)).json
    }

    func declareExercises(
        of id: ID<Organisation>,
        _ takesExercises: Bool,
        by person: ID<Person>?
    ) async throws -> JSONValue {
        let caller = try await caller(person, for: .keepExercises)
        let organisation = try await node.declareExercises(of: id, takesExercises, by: caller).organisation
        return [
            "id": .string(organisation.id.description),
            "takesExercises": .bool(organisation.takesExercises ?? false),
        ]
    }

    func closeExercise(_ id: ID<Exercise>, note: String?, by person: ID<Person>?) async throws -> JSONValue {
        try await node.closeExercise(id, note: note, by: caller(person, for: .keepExercises)).json
    }

    func exerciseDebrief(_ id: ID<Exercise>, for person: ID<Person>?) async throws -> JSONValue {
        try AuthorisationRules.authorise(caller, .readExercises)
        let found = try await node.exerciseDebrief(id, for: caller)
        var members = (try JSONValueEncoder().encode(found.debrief)).objectValue ?? [:]
        members["title"] = found.title.map { .string($0) }
        members["text"] = .string(found.debrief.lines(title: found.title).joined(separator: "\n") + "\n")
        return .object(members)
    }
}

extension ExerciseView {
    /// As it is printed.
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(exercise.id.description), "state": .string(exercise.state.rawValue),
            "steps": .array(exercise.steps.map(\.json)),
            "requests": .array(exercise.requests.map { .string($0.description) }),
            "plannedAt": .string(exercise.plannedAt.description),
        ]
        members["title"] = title.map { .string($0) }
        members["script"] = script.map { .string($0) }
        members["startedAt"] = exercise.startedAt.map { .string($0.description) }
        members["closedAt"] = exercise.closedAt.map { .string($0.description) }
        members["note"] = note.map { .string($0) }
        return .object(members)
    }
}
