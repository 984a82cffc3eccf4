import Cooperation
import Testing

@Suite("A dispatch")
struct DispatchTests {
    static let specification = Transition.table(
        """
        queueVerification | nothing -> queued
        queueVerification | queued delivered refused -> !already-queued
        queueOpinion | nothing -> queued
        queueOpinion | queued delivered refused -> !already-queued
        deliver | nothing -> !not-found
        deliver | queued -> delivered
        deliver | delivered refused -> -
        refuse | nothing -> !not-found
        refuse | queued -> refused
        refuse | delivered refused -> -
        """
    )

    static func machine() throws -> StateMachine<Dispatch> {
        let queue = { @Sendable (message: DispatchMessage) in
            DispatchCommand.queue(
                exchange: .number(900),
                message: message,
                person: .number(10),
                text: Build.text("text")
            )
        }
        let commands: [String: DispatchCommand] = [
            "queueVerification": queue(.verification(signal: .number(300), basis: .ownMatch)),
            "queueOpinion": queue(.opinion(signal: .number(300), category: .negative)), "deliver": .deliver,
            "refuse": .refuse(code: "not-independent"),
        ]
        let decisions: [String: StateMachine<Dispatch>.Decision] = commands.mapValues { command in
            { try Dispatch.decide($0, command, id: .number(600)) }
        }
        let queued = try Dispatch.after(nil, decisions["queueOpinion"]?(nil) ?? [])
        return StateMachine(
            states: [
                "nothing": nil, "queued": queued,
                "delivered": try Dispatch.after(queued, decisions["deliver"]?(queued) ?? []),
                "refused": try Dispatch.after(queued, decisions["refuse"]?(queued) ?? []),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }
}
