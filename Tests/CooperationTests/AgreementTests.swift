import CanonicalJSON
import Cooperation
import Testing

@Suite("An agreement")
struct AgreementTests {
    static let specification = Transition.table(
        """
        propose | nothing -> proposed
        propose | proposed accepted inForce lapsed ended elsewhere -> !already-proposed
        proposeUntitled | nothing -> !text-missing
        proposeUntitled | proposed accepted inForce lapsed ended elsewhere -> !already-proposed
        proposeAlone | nothing -> !parties-invalid
        proposeAlone | proposed accepted inForce lapsed ended elsewhere -> !already-proposed
        proposeTwiceTheSame | nothing -> !parties-invalid
        proposeTwiceTheSame | proposed accepted inForce lapsed ended elsewhere -> !already-proposed
        proposeWithAuthority | nothing -> !party-not-eligible
        proposeWithAuthority | proposed accepted inForce lapsed ended elsewhere -> !already-proposed
        proposeInThePast | nothing -> !time-passed
        proposeInThePast | proposed accepted inForce lapsed ended elsewhere -> !already-proposed
        acceptFirst | nothing -> !not-found
        acceptFirst | proposed -> accepted
        acceptFirst | accepted inForce -> -
        acceptFirst | lapsed ended -> !agreement-ended
        acceptFirst | elsewhere -> !kept-elsewhere
        acceptThird | nothing -> !not-found
        acceptThird | proposed accepted inForce -> accepted
        acceptThird | lapsed ended -> !agreement-ended
        acceptThird | elsewhere -> !kept-elsewhere
        acceptStranger | nothing -> !not-found
        acceptStranger | proposed accepted inForce lapsed ended -> !not-a-party
        acceptStranger | elsewhere -> !kept-elsewhere
        leaveFirst | nothing -> !not-found
        leaveFirst | proposed ended -> -
        leaveFirst | accepted inForce lapsed -> left
        leaveFirst | elsewhere -> !kept-elsewhere
        leaveStranger | nothing -> !not-found
        leaveStranger | proposed accepted inForce lapsed ended -> !not-a-party
        leaveStranger | elsewhere -> !kept-elsewhere
        """
    )

    static func machine() throws -> StateMachine<Agreement> {
        let id = ID<Agreement>.number(100)
        let members = try (1...3).map { try Build.organisation($0) }
        let pair = Array(members.prefix(2))
        let inForce = try Build.agreement(members, accepting: pair)
        var ended: Agreement? = inForce
        for member in pair.reversed() {
            ended = try Agreement.after(ended, Agreement.decide(ended, .leave(member.id), id: id, now: .start))
        }
        let propose = { @Sendable (parties: [Organisation], title: String, end: Timestamp?) in
            AgreementCommand.propose(title: title, parties: parties, use: .review, validUntil: end)
        }
        let title = Build.text("title")
        let commands: [String: AgreementCommand] = [
            "propose": propose(members, title, .start + .days(9)), "proposeUntitled": propose(members, "", nil),
            "proposeAlone": propose([members[0]], title, nil),
            "proposeTwiceTheSame": propose([members[0], members[0]], title, nil),
            "proposeWithAuthority": propose([members[0], try Build.organisation(4, .authority)], title, nil),
            "proposeInThePast": propose(members, title, .start), "acceptFirst": .accept(.number(1)),
            "acceptThird": .accept(.number(3)), "acceptStranger": .accept(.number(4)), "leaveFirst": .leave(.number(1)),
            "leaveStranger": .leave(.number(4)),
        ]
        return StateMachine(
            states: [
                "nothing": nil, "proposed": try Build.agreement(members, accepting: []),
                "accepted": try Build.agreement(members, accepting: [members[0]]), "inForce": inForce,
                "lapsed": try Build.agreement(
                    members,
                    accepting: pair,
                    validUntil: .start,
                    at: .start - .days(1)
                ),
                "ended": ended, "elsewhere": try Build.agreement(members, accepting: pair, origin: Build.elsewhere),
            ],
            commands: commands.mapValues { command in { try Agreement.decide($0, command, id: id, now: .start) } }
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("is in force from the second acceptance on and ends when one party is left")
    func life() throws {
        let states = try Self.machine().states
        #expect(states["accepted"]??.state == .proposed)
        #expect(states["inForce"]??.state == .inForce)
        #expect(states["ended"]??.state == .ended)
    }

    @Test("binds its parties to the last moment before its end, and nobody else")
    func binds() throws {
        let members = try (1...3).map { try Build.organisation($0) }
        let end = Timestamp.start + .days(1)
        let agreement = try Build.agreement(members, accepting: Array(members.prefix(2)), validUntil: end)
        let before = Timestamp(microseconds: end.microseconds - 1)
        #expect(agreement.binds(members[0].id, at: before))
        #expect(!agreement.binds(members[0].id, at: end))
        #expect(!agreement.binds(members[2].id, at: before), "named, but never joined")
    }

    @Test("stays over, whatever a journal says afterwards")
    func staysOver() throws {
        let ended = try #require(try Self.machine().states["ended"] ?? nil)
        let inForce = try #require(try Self.machine().states["inForce"] ?? nil)
        let acceptance = try Agreement.decide(inForce, .accept(.number(3)), id: ended.id, now: .start)
        let others = [1, 2, 3].map { number in
            Act(
                type: acceptance[0].type,
                version: 1,
                subject: ended.id.identifier,
                facts: ["party": .string(ID<Organisation>.number(number).description)],
                sealed: [:]
            )
        }
        let again = try Agreement.after(ended, others)
        #expect(again?.state == .ended)
    }
}
