import Cooperation
import Testing

@Suite("A target that belongs to nobody")
struct CanaryTests {
    static let specification = Transition.table(
        """
        register | nothing -> registered
        register | active named removed -> !already-registered
        remove | nothing -> !not-found
        remove | active named -> removed
        remove | removed -> -
        """
    )

    private static let id = ID<Canary>.number(1)

    /// What older programs recorded.
    static let named = Act(CanaryNamed(assessment: .number(7)), on: id)

    private static func after(_ commands: CanaryCommand...) throws -> Canary? {
        try commands.reduce(nil) { state, command in
            try Canary.after(state, Canary.decide(state, command, id: id))
        }
    }

    static func machine() throws -> StateMachine<Canary> {
        let register = CanaryCommand.register(key: Build.text("key"))
        let commands: [String: CanaryCommand] = ["register": register, "remove": .remove]
        return StateMachine(
            states: [
                "nothing": nil, "active": try after(register), "named": try Canary.after(after(register), [named]),
                "removed": try after(register, .remove),
            ],
            commands: commands.mapValues { command in { try Canary.decide($0, command, id: id) } }
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("is specified for every command in every state")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("counts each request that named it, as older programs recorded it and as assessments tell")
    func counts() throws {
        let registered = try #require(try Self.after(.register(key: Build.text("key"))))
        #expect(registered.timesNamed == 0 && registered.counted([]) == registered)
        let named = try #require(try Canary.after(registered, [Self.named, Self.named]))
        #expect(named.timesNamed == 2 && named.lastNamedAt != nil && named.state == .active)
        let later = Timestamp.start + .days(9)
        let counted = named.counted([.start, later])
        #expect(counted.timesNamed == 4 && counted.lastNamedAt == later)
    }

    @Test("has what names it locked from the start, on the word of whoever registered it")
    func locks() throws {
        let opening = AssessmentOpened(
            kind: .disclosure,
            authority: .number(2),
            country: "ID",
            categories: [.subscriber],
            items: 1,
            isExercise: false,
            isFirstOfKind: false,
            factors: [.canaryTarget],
            canaries: [Self.id],
            lockedBy: .number(12)
        )
        let acts = try Assessment.decide(nil, .open(opening), id: .number(3), now: .start)
        let assessment = try #require(try Assessment.after(nil, acts))
        #expect(acts.count == 1 && assessment.state == .locked && assessment.lockedBy == ID<Person>.number(12))
        #expect(assessment.lookupKeys == [LookupKey(scope: Assessment.canaryScope, value: Self.id.description)])
        #expect(!assessment.mayBeFoundForged(by: .number(12)) && assessment.mayBeFoundForged(by: .number(13)))
        #expect(assessment.workers.isEmpty)
    }
}
