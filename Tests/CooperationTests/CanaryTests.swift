import Cooperation
import Testing

@Suite("A target that belongs to nobody")
struct CanaryTests {
    static let specification = Transition.table(
        """
        register | nothing -> registered
        register | active named removed -> !already-registered
        noteNamed | nothing -> !not-found
        noteNamed | active named -> named
        noteNamed | removed -> -
        remove | nothing -> !not-found
        remove | active named -> removed
        remove | removed -> -
        """
    )

    private static let id = ID<Canary>.number(1)

    private static func after(_ commands: CanaryCommand...) throws -> Canary? {
        try commands.reduce(nil) { state, command in
            try Canary.after(state, Canary.decide(state, command, id: id))
        }
    }

    static func machine() throws -> StateMachine<Canary> {
        let register = CanaryCommand.register(key: Build.text("key"))
        let named = CanaryCommand.noteNamed(by: .number(7))
        let commands: [String: CanaryCommand] = ["register": register, "noteNamed": named, "remove": .remove]
        return StateMachine(
            states: [
                "nothing": nil, "active": try after(register), "named": try after(register, named),
                "removed": try after(register, .remove),
            ],
            commands: commands.mapValues { command in { try Canary.decide($0, command, id: id) } }
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("is specified for every command in every state")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("counts each request that named it")
    func counts() throws {
        let register = CanaryCommand.register(key: Build.text("key"))
        #expect(try Self.after(register)?.timesNamed == 0)
        let named = try #require(try Self.after(register, .noteNamed(by: .number(7)), .noteNamed(by: .number(8))))
        #expect(named.timesNamed == 2 && named.lastNamedAt != nil && named.state == .active)
    }
}
