import Cooperation
import Testing

@Suite("A submission")
struct SubmissionTests {
    static let specification = Transition.table(
        """
        submit | nothing -> received
        submit | open proposed declined -> !already-submitted
        submitByPlatform | nothing -> !kind-not-allowed
        submitByPlatform | open proposed declined -> !already-submitted
        submitWithoutBehaviour | nothing -> !behaviours-missing
        submitWithoutBehaviour | open proposed declined -> !already-submitted
        submitWithoutReference | nothing -> !text-missing
        submitWithoutReference | open proposed declined -> !already-submitted
        submitWithoutReasons | nothing -> !text-missing
        submitWithoutReasons | open proposed declined -> !already-submitted
        answer | nothing -> !not-found
        answer | open declined -> answered
        answer | proposed -> -
        answerByAuthority | nothing -> !not-found
        answerByAuthority | open declined -> !not-found
        answerByAuthority | proposed -> -
        decline | nothing -> !not-found
        decline | open -> answered
        decline | proposed declined -> !already-answered
        declineByAuthority | nothing open -> !not-found
        declineByAuthority | proposed declined -> !already-answered
        declineWithoutReason | nothing -> !not-found
        declineWithoutReason | open -> !text-missing
        declineWithoutReason | proposed declined -> !already-answered
        """
    )

    static func machine() throws -> StateMachine<Submission> {
        let (authority, platform) = (try Build.organisation(4, .authority), try Build.organisation(1))
        let submit = { @Sendable (behaviours: Set<Behaviour>, reference: String, reasons: String) in
            SubmissionCommand.submit(kind: .image, behaviours: behaviours, reference: reference, reasons: reasons)
        }
        let (reference, reasons) = (Build.text("reference"), Build.text("reasons"))
        let commands: [String: (SubmissionCommand, Organisation)] = [
            "submit": (submit([.threat], reference, reasons), authority),
            "submitByPlatform": (submit([.threat], reference, reasons), platform),
            "submitWithoutBehaviour": (submit([], reference, reasons), authority),
            "submitWithoutReference": (submit([.threat], "", reasons), authority),
            "submitWithoutReasons": (submit([.threat], reference, " "), authority),
            "answer": (.answerWithSignal, platform), "answerByAuthority": (.answerWithSignal, authority),
            "decline": (.decline(reason: Build.text("reason")), platform),
            "declineByAuthority": (.decline(reason: Build.text("reason")), authority),
            "declineWithoutReason": (.decline(reason: ""), platform),
        ]
        let decisions: [String: StateMachine<Submission>.Decision] = commands.mapValues { command in
            { try Submission.decide($0, command.0, id: .number(50), actor: command.1) }
        }
        let open = try Submission.after(nil, decisions["submit"]?(nil) ?? [], by: authority.id)
        return StateMachine(
            states: [
                "nothing": nil, "open": open, "proposed": try Submission.after(open, decisions["answer"]?(open) ?? []),
                "declined": try Submission.after(open, decisions["decline"]?(open) ?? []),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("is answered without telling which signal came of it")
    func tellsNoSignal() throws {
        let machine = try Self.machine()
        let answer = try #require(machine.commands["answer"])
        let acts = try answer(machine.states["open"] ?? nil)
        #expect(acts.map { Set($0.facts.keys) } == [["outcome"]])
        #expect(acts.allSatisfy { $0.sealed.isEmpty })
    }
}
