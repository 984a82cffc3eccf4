import Cooperation
import Testing

@Suite("A request in an emergency, after which a formal one is owed")
struct RequestFormalTests {
    static let specification = Transition.table(
        """
        miss | open refused -> !nothing-to-disclose
        miss | released settled -> formalMissed
        miss | owing forged -> -
        settle | open refused released settled forged -> -
        settle | owing -> formalSettled
        find | open refused released owing settled -> foundForged
        find | forged -> -
        """
    )

    static func machine() throws -> StateMachine<Request> {
        let document = Build.document(.emergencyDisclosure)
        let id = document.id
        let dispatch = ID<Dispatch>.number(601)
        let commands: [String: RequestCommand] = [
            "miss": .noteFormalMissed(dispatch: dispatch), "settle": .noteFormalSettled(dispatch: dispatch),
            "find": .noteForged(dispatch: dispatch),
        ]
        let decisions: [String: StateMachine<Request>.Decision] = commands.mapValues { command in
            { try Request.decide($0, command, id: id, now: .start + .days(1)) }
        }
        func change(_ state: Request?, _ command: RequestCommand) throws -> Request? {
            let acts = try Request.decide(state, command, id: id, now: .start + .hours(1))
            return try Request.after(state, acts, at: .start + .hours(1))
        }
        func then(_ state: Request?, _ names: String...) throws -> Request? {
            try names.reduce(state) { try Request.after($0, decisions[$1]?($0) ?? [], at: .start + .days(1)) }
        }
        let open = try change(nil, .file(Build.filing(document)))
        let released = try change(open, .answer(Build.answer((1, .complied), (2, .refusedScope))))
        return StateMachine(
            states: [
                "open": open, "released": released,
                "refused": try change(open, .answer(Build.answer((1, .refusedScope), (2, .refusedScope)))),
                "owing": try then(released, "miss"), "settled": try then(released, "miss", "settle"),
                "forged": try then(released, "miss", "find"),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("is found as owed while it is, and never where who asked was impersonated")
    func owed() throws {
        let states = try Self.machine().states
        let key = Request.owingKey(of: .number(2))
        for (name, state) in states {
            let request = try #require(state)
            #expect(request.owesFormal == (name == "owing"), "\(name)")
            #expect(request.lookupKeys.contains(key) == (name == "owing"), "\(name)")
        }
        let settled = try #require(states["settled"] ?? nil)
        #expect(settled.formalMissedAt != nil, "That it was late once is counted for good.")
    }
}
