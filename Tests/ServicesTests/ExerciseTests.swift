import Cooperation
import Services
import Store
import Testing

@Suite struct `An exercise with requests` {
    private static let steps = [
        ExerciseStep(stage: .acknowledged, within: .minutes(1)), ExerciseStep(stage: .lookedAt, within: .minutes(10)),
        ExerciseStep(stage: .answered, within: .minutes(20)),
    ]

    private static func plan(_ scene: FilingScene, by caller: Caller) async throws -> ID<Exercise> {
        try await scene.home.node.planExercise(
            title: "TEST night",
            script: "TEST script",
            steps: steps,
            by: caller
        ).exercise.id
    }

    @Test func `is debriefed by what happened to each request and when, beside the plan`() async throws {
        let scene = try await FilingScene()
        let node = scene.home.node
        let exercise = try await Self.plan(scene, by: scene.counsel)
        let (_, worked) = try await scene.file(["https://lentera.example/1"], isExercise: true)
        let (_, ignored) = try await scene.file(["https://lentera.example/2"], isExercise: true)
        _ = try await node.addToExercise(exercise, requests: [worked, ignored], by: scene.counsel)
        scene.home.clock.advance(.minutes(5))
        let person = try #require(scene.counsel.person)
        _ = try await node.assess(.assign(person), on: ID(worked.identifier), by: scene.counsel)
        scene.home.clock.advance(.hours(2))
        let keeper = ClockKeeper(node: node)
        while try await keeper.turn() > 0 {}
        try await scene.refuse(worked)

        let (debrief, title) = try await node.exerciseDebrief(exercise, for: scene.counsel)
        #expect(title == "TEST night" && debrief.requests.map(\.request) == [worked, ignored])
        let first = debrief.requests[0]
        #expect(first.steps.map(\.taken) == [Seconds(0), Seconds(300), Seconds(7200)])
        #expect(first.steps.map(\.wasInTime) == [true, true, false])
        #expect(first.wasBreached && first.answeredAt != nil)
        let second = debrief.requests[1]
        #expect(second.steps.map(\.wasInTime) == [true, nil, nil])
        #expect(second.wasBreached && second.lookedAt == nil && second.answeredAt == nil)
        let lines = debrief.lines(title: title)
        #expect(lines.first == "EXERCISE: TEST night (planned)")
        #expect(lines.contains("  step answered: 7200 s of 1200 s, late"))
        #expect(lines.contains("  step answered: - of 1200 s, not done"))
        #expect(lines.filter { $0 == "  clock: breached" }.count == 2)
        #expect(try await scene.home.store.audit().finding == nil)
    }

    @Test func `is outside of all figures, and of what follows from them`() async throws {
        var settings = NodeSettings()
        settings.qualityThresholds = QualityThresholds(itemsMin: 1, throttlePerMille: 1, throttledPerDay: 1)
        let scene = try await FilingScene(settings: settings)
        let node = scene.home.node
        let (_, real) = try await scene.file(["https://lentera.example/1"])
        try await scene.refuse(real)
        let before = try await node.requestQuality()
        #expect(before.all.refusedItems == 1)
        for number in 2...4 {
            let (_, exercise) = try await scene.file(["https://lentera.example/\(number)"], isExercise: true)
            try await scene.refuse(exercise)
        }
        let after = try await node.requestQuality()
        #expect(after.all == before.all)
        #expect(after.authorities == before.authorities)
        // The authority is slowed down for real requests, and practice takes nothing of what is left to it.
        #expect(try await FilingScene.code { try await scene.file() } == "authority-throttled")
        scene.home.clock.advance(.days(2))
        _ = try await scene.file(["https://lentera.example/5"], isExercise: true)
        _ = try await scene.file(["https://lentera.example/6"], isExercise: true)
        #expect(try await FilingScene.code { try await scene.file(["https://lentera.example/7"]) } == nil)
    }

    @Test func `takes no real request, and does not exist for others`() async throws {
        let scene = try await FilingScene()
        let node = scene.home.node
        let (draft, real) = try await scene.file()
        let (practice, exercise) = try await scene.file(["https://lentera.example/2"], isExercise: true)
        let supervisor = try await scene.home.person(of: scene.authority, .supervisor)
        let theirs = try await Self.plan(scene, by: supervisor)
        let ours = try await Self.plan(scene, by: scene.counsel)
        func code(_ id: ID<Exercise>, _ request: ID<Request>, _ caller: Caller) async throws -> String? {
            try await FilingScene.code { try await node.addToExercise(id, requests: [request], by: caller) }
        }
        #expect(try await code(ours, real, scene.counsel) == "not-an-exercise")
        #expect(try await code(theirs, real, supervisor) == "not-an-exercise")
        #expect(try await code(ours, exercise, supervisor) == "not-found")
        #expect(try await code(theirs, ID(ours.identifier), supervisor) == "not-found")
        #expect(
            try await FilingScene.code {
                try await node.addToExercise(theirs, requests: [], draft: draft, by: supervisor)
            } == "not-an-exercise"
        )
        let added = try await node.addToExercise(theirs, requests: [exercise], draft: practice, by: supervisor)
        #expect(added.exercise.requests == [exercise])
        // When somebody of the platform looked at it is told to the platform, and to nobody else.
        _ = try await node.addToExercise(ours, requests: [exercise], by: scene.counsel)
        _ = try await node.assess(
            .assign(try #require(scene.counsel.person)),
            on: ID(exercise.identifier),
            by: scene.counsel
        )
        let known = try await node.exerciseDebrief(ours, for: scene.counsel).debrief.requests
        let told = try await node.exerciseDebrief(theirs, for: supervisor).debrief.requests
        #expect(known.first?.lookedAt != nil && told.first?.lookedAt == nil)
        #expect(told.first?.receivedAt == known.first?.receivedAt)
        #expect(try await FilingScene.code { try await node.exercise(theirs, for: scene.counsel) } == "not-found")
        #expect(
            try await FilingScene.code { try await node.exerciseDebrief(ours, for: supervisor) } == "not-found"
        )
        #expect(try await node.exercises(limit: 10, for: supervisor).exercises.map(\.exercise.id) == [theirs])
        _ = try await node.closeExercise(theirs, note: "TEST note", by: supervisor)
        #expect(try await code(theirs, exercise, supervisor) == "exercise-closed")
    }
}
