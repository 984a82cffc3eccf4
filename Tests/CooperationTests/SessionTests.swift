import Cooperation
import Testing

@Suite("A session")
struct SessionTests {
    static let specification = Transition.table(
        """
        open | nothing -> opened
        open | open expired ended -> !session-open
        logOut | nothing -> !not-found
        logOut | open expired -> ended
        logOut | ended -> -
        revoke | nothing -> !not-found
        revoke | open expired -> ended
        revoke | ended -> -
        """
    )

    static let id = ID<Session>.number(30)
    static let token = String(repeating: "0b", count: 32)

    private static let opening = SessionCommand.open(
        person: .number(10),
        organisation: .number(1),
        tokenHash: token,
        method: .passkey
    )

    static func machine() throws -> StateMachine<Session> {
        let open = try Session.after(nil, Session.decide(nil, opening, id: id, now: .start))
        let early = Timestamp.start - Session.timeMax
        let expired = try Session.after(nil, Session.decide(nil, opening, id: id, now: early), at: early)
        let ended = try Session.after(open, Session.decide(open, .end(.loggedOut), id: id, now: .start))
        let commands = ["open": opening, "logOut": .end(.loggedOut), "revoke": .end(.revoked)]
        return StateMachine(
            states: ["nothing": nil, "open": open, "expired": expired, "ended": ended],
            commands: commands.mapValues { command in
                { try Session.decide($0, command, id: Self.id, now: .start) }
            }
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("lets in until its time is over or it was ended, and not a microsecond longer")
    func time() throws {
        let states = try Self.machine().states
        let open = try #require(states["open"] ?? nil)
        let end = Timestamp.start + Session.timeMax
        #expect(open.expiresAt == end && open.isOpen(at: .start))
        #expect(open.isOpen(at: Timestamp(microseconds: end.microseconds - 1)) && !open.isOpen(at: end))
        #expect(states["ended"]??.isOpen(at: .start) == false)
    }

    @Test("that ended by itself is not said to have been ended by anybody", arguments: SessionEnded.Reason.allCases)
    func reasons(_ reason: SessionEnded.Reason) throws {
        let states = try Self.machine().states
        for (name, expected) in [("open", reason), ("expired", .expired)] {
            let acts = try Session.decide(states[name] ?? nil, .end(reason), id: Self.id, now: .start)
            let event = JournalEvent(try #require(acts.first))
            #expect(try event.payload(SessionEnded.self).reason == expected)
        }
    }

    @Test("is found by the hash of its secret until it has ended")
    func lookup() throws {
        let states = try Self.machine().states
        #expect(states["open"]??.lookupKeys == [LookupKey(scope: "session", value: Self.token)])
        #expect(states["ended"]??.lookupKeys == [])
    }
}
