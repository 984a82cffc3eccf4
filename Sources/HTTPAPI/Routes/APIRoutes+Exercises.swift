import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let exerciseList = "exercises"

    func exercises() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/exercises",
                "listExercises",
                .readExercises,
                limits: .reading,
                query: Self.pageParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.pageParameters)
                let page = try PageRequest(query, list: Self.exerciseList, node: node)
                let found = try await node.exercises(after: page.afterID(), limit: page.limit, for: caller)
                return try self.page(
                    found.exercises.map(WireExercise.init),
                    next: found.next,
                    list: Self.exerciseList
                )
            },
            try route(.post, "/v1/exercises", "planExercise", .keepExercises) { request, caller in
                let wire = try await request.readJSON(as: WireNewExercise.self)
                return try await answering {
                    try await node.planExercise(
                        title: wire.title,
                        script: wire.script,
                        steps: wire.steps.map(\.step),
                        by: caller
                    )
                } with: { view in
                    try .created("/v1/exercises/\(view.exercise.id)", .encoding(WireExercise(view)))
                }
            },
            try route(
                .get,
                "/v1/exercises/{id}",
                "readExercise",
                .readExercises,
                limits: .reading
            ) { request, caller in
                try .json(encoding: WireExercise(try await node.exercise(request.path.id(), for: caller)))
            },
            try route(.post, "/v1/exercises/{id}/requests", "addToExercise", .keepExercises) { request, caller in
                let wire = try await request.readJSON(as: WireExerciseAddition.self)
                return try await answering {
                    try await node.addToExercise(
                        request.path.id(),
                        requests: wire.requests ?? [],
                        draft: wire.draft,
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireExercise(view))
                }
            },
            try route(
                .post,
                "/v1/exercises/{id}/start",
                "startExercise",
                .keepExercises,
                limits: .reading
            ) { request, caller in
                try await answering {
                    try await node.startExercise(request.path.id(), by: caller)
                } with: { view in
                    try .json(encoding: WireExercise(view))
                }
            },
            try route(.post, "/v1/exercises/{id}/closing", "closeExercise", .keepExercises) { request, caller in
                let wire = try await request.readJSON(as: WireExerciseClosing.self)
                return try await answering {
                    try await node.closeExercise(request.path.id(), note: wire.note, by: caller)
                } with: { view in
                    try .json(encoding: WireExercise(view))
                }
            },
            try route(
                .get,
                "/v1/exercises/{id}/debrief",
                "readExerciseDebrief",
                .readExercises,
                limits: .reading
            ) { request, caller in
                let found = try await node.exerciseDebrief(request.path.id(), for: caller)
                return try .json(encoding: WireExerciseDebrief(found.debrief, title: found.title))
            },
        ]
    }
}
