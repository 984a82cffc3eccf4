import Cooperation
import Testing

@Suite("An exercise")
struct ExerciseTests {
    static let specification = Transition.table(
        """
        plan | nothing -> planned
        plan | planned full closed -> !already-planned
        planTwice | nothing -> !steps-out-of-order
        planTwice | planned full closed -> !already-planned
        planBackwards | nothing -> !steps-out-of-order
        planBackwards | planned full closed -> !already-planned
        planNothing | nothing -> !steps-out-of-order
        planNothing | planned full closed -> !already-planned
        planNoTime | nothing -> !step-time-invalid
        planNoTime | planned full closed -> !already-planned
        add | nothing -> !not-found
        add | planned -> requestsAdded
        add | full -> -
        add | closed -> !exercise-closed
        addMore | nothing -> !not-found
        addMore | planned -> requestsAdded
        addMore | full -> !too-many-requests-in-exercise
        addMore | closed -> !exercise-closed
        close | nothing -> !not-found
        close | planned full -> closed
        close | closed -> -
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
            "close": .close(note: Build.text("note")),
        ]
        let decisions: [String: StateMachine<Exercise>.Decision] = commands.mapValues { command in
            { try Exercise.decide($0, command, id: id) }
        }
        let planned = try Exercise.after(nil, Exercise.decide(nil, plan(steps), id: id))
        return StateMachine(
            states: [
                "nothing": nil, "planned": planned,
                "full": try Exercise.after(planned, Exercise.decide(planned, .add(all, draft: nil), id: id)),
                "closed": try Exercise.after(planned, Exercise.decide(planned, .close(note: nil), id: id)),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }
}
