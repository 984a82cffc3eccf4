import Cooperation
import Testing

@Suite("An exercise")
struct ExerciseTests {
    static let specification = Transition.table(
        """
        plan | nothing -> planned
        plan | planned running full closed -> !already-planned
        planTwice | nothing -> !steps-out-of-order
        planTwice | planned running full closed -> !already-planned
        planBackwards | nothing -> !steps-out-of-order
        planBackwards | planned running full closed -> !already-planned
        planNothing | nothing -> !steps-out-of-order
        planNothing | planned running full closed -> !already-planned
        planNoTime | nothing -> !step-time-invalid
        planNoTime | planned running full closed -> !already-planned
        add | nothing -> !not-found
        add | planned running -> requestsAdded
        add | full -> -
        add | closed -> !exercise-closed
        addAhead | nothing -> !not-found
        addAhead | planned running -> requestsAdded
        addAhead | full -> -
        addAhead | closed -> !exercise-closed
        start | nothing -> !not-found
        start | planned full -> started
        start | running -> -
        start | closed -> !exercise-closed
        addMore | nothing -> !not-found
        addMore | planned running -> requestsAdded
        addMore | full -> !too-many-requests-in-exercise
        addMore | closed -> !exercise-closed
        close | nothing -> !not-found
        close | planned running full -> closed
        close | closed -> !exercise-closed
        closeAgain | nothing -> !not-found
        closeAgain | planned running full -> closed
        closeAgain | closed -> -
        addNothing | nothing -> !not-found
        addNothing | planned running full -> !nothing-to-add
        addNothing | closed -> !exercise-closed
        """
    )

    static let id = ID<Exercise>.number(1)
    private static let steps = [
        ExerciseStep(stage: .lookedAt, within: .minutes(15)), ExerciseStep(stage: .answered, within: .minutes(45)),
    ]

    private static func plan(_ steps: [ExerciseStep]) -> ExerciseCommand {
        .plan(by: .number(1), title: Build.text("title"), script: Build.text("script"), steps: steps)
    }

    static func machine() throws -> StateMachine<Exercise> {
        let all = (0..<UInt64(Exercise.requestsMax)).map { ID<Request>.number($0) }
        let commands: [String: ExerciseCommand] = [
            "plan": plan(steps), "planTwice": plan([steps[0], steps[0]]), "planBackwards": plan(steps.reversed()),
            "planNothing": plan([]),
            "planNoTime": plan([ExerciseStep(stage: .answered, within: Seconds(0))]),
            "add": .add([.number(0)], draft: .number(7)), "addMore": .add([.number(9999)], draft: nil),
            "addAhead": .add([.number(0)], ahead: [.number(0)], draft: nil), "start": .start,
            "close": .close(note: Build.text("note")), "closeAgain": .close(note: nil),
            "addNothing": .add([], draft: nil),
        ]
        let decisions: [String: StateMachine<Exercise>.Decision] = commands.mapValues { command in
            { try Exercise.decide($0, command, id: id) }
        }
        let planned = try Exercise.after(nil, Exercise.decide(nil, plan(steps), id: id))
        return StateMachine(
            states: [
                "nothing": nil, "planned": planned,
                "full": try Exercise.after(planned, Exercise.decide(planned, .add(all, draft: nil), id: id)),
                "running": try Exercise.after(planned, Exercise.decide(planned, .start, id: id)),
                "closed": try Exercise.after(planned, Exercise.decide(planned, .close(note: nil), id: id)),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("lets be filed only what another than its authority added before, while it is not over")
    func plans() throws {
        var document = Build.document()
        document.isExercise = true
        document.addressee = .member(.number(2))
        let secretariat = try Build.organisation(1, .secretariat)
        func exercise(by planner: UInt64, _ commands: [ExerciseCommand]) throws -> Exercise {
            let plan = ExerciseCommand.plan(
                by: .number(planner),
                title: Build.text("title"),
                script: Build.text("script"),
                steps: Self.steps
            )
            var state = try Exercise.after(nil, Exercise.decide(nil, plan, id: Self.id))
            for command in commands { state = try Exercise.after(state, Exercise.decide(state, command, id: Self.id)) }
            return try #require(state)
        }
        let ahead = ExerciseCommand.add([document.id], ahead: [document.id], draft: nil)
        let planned = try exercise(by: 1, [ahead])
        #expect(planned.plans(document, as: secretariat))
        #expect(try exercise(by: 1, [.start, ahead]).plans(document, as: secretariat))
        #expect(planned.lookupKeys == [Exercise.key(of: document.id)])
        let closed = try exercise(by: 1, [ahead, .close(note: nil)])
        #expect(!closed.plans(document, as: secretariat) && closed.lookupKeys.isEmpty)
        // Once it is filed, nobody's word makes it an exercise.
        let late = try exercise(by: 1, [.add([document.id], draft: nil)])
        #expect(!late.plans(document, as: secretariat) && late.lookupKeys.isEmpty)
        #expect(try !planned.plans(document, as: Build.organisation(1, .secretariat, standing: .suspended)))
        let asked = try exercise(by: 2, [ahead])
        #expect(try asked.plans(document, as: Build.organisation(2, .platform)))
        // Neither another member nor any authority says it for others, whoever's node it is.
        let other = try exercise(by: 3, [ahead])
        #expect(try !other.plans(document, as: Build.organisation(3, .platform)))
        #expect(try other.plans(document, as: Build.organisation(3, .platform, ownsNode: true)))
        #expect(try !other.plans(document, as: Build.organisation(3, .authority, ownsNode: true)))
        document.addressee = .guest(ID<Organisation>.number(2).identifier)
        #expect(try !asked.plans(document, as: Build.organisation(2, .platform)))
        #expect(planned.plans(document, as: secretariat))
    }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }
}
