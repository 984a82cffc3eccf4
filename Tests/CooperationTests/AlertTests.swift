import Cooperation
import Testing

@Suite("An alert")
struct AlertTests {
    static let specification = Transition.table(
        """
        raise | nothing -> raised
        raise | waiting addressed sent asked acknowledged exhausted over -> !already-raised
        raiseForLog | nothing -> raised
        raiseForLog | waiting addressed sent asked acknowledged exhausted over -> !already-raised
        join | nothing -> !not-found
        join | waiting addressed sent asked -> joined
        join | acknowledged exhausted over -> !alert-not-open
        joinAgain | nothing -> !not-found
        joinAgain | waiting addressed sent asked -> -
        joinAgain | acknowledged exhausted over -> !alert-not-open
        advance | nothing -> !not-found
        advance | waiting -> addressed
        advance | addressed sent asked acknowledged exhausted over -> -
        advanceLater | nothing -> !not-found
        advanceLater | waiting addressed sent -> addressed
        advanceLater | asked -> exhausted
        advanceLater | acknowledged exhausted over -> -
        advanceAlone | nothing -> !not-found
        advanceAlone | waiting addressed sent asked -> exhausted
        advanceAlone | acknowledged exhausted over -> -
        noteSent | nothing -> !not-found
        noteSent | addressed -> sent
        noteSent | waiting sent asked acknowledged exhausted over -> -
        noteSentBefore | nothing -> !not-found
        noteSentBefore | waiting addressed sent asked acknowledged exhausted over -> -
        noteRefused | nothing -> !not-found
        noteRefused | addressed -> refused
        noteRefused | waiting sent asked acknowledged exhausted over -> -
        acknowledge | nothing -> !not-found
        acknowledge | waiting addressed sent asked exhausted -> acknowledged
        acknowledge | acknowledged over -> -
        end | nothing -> !not-found
        end | waiting addressed sent asked -> over
        end | acknowledged exhausted over -> -
        """
    )

    private static let cause = ID<Case>.number(400).identifier
    private static let people: [ID<Person>] = [.number(10), .number(11)]
    private static let later = Timestamp.start + .minutes(30)

    private static func advance(_ people: [ID<Person>], at now: Timestamp) -> AlertCommand {
        .advance(candidates: people, dueAt: now + .minutes(15))
    }

    private static func decide(_ state: Alert?, _ command: AlertCommand, at now: Timestamp = .start) throws -> [Act] {
        try Alert.decide(state, command, id: .number(700), now: now)
    }

    private static func after(_ state: Alert?, _ command: AlertCommand, at now: Timestamp = .start) throws -> Alert {
        try #require(try Alert.after(state, decide(state, command, at: now), at: now))
    }

    static func machine() throws -> StateMachine<Alert> {
        let waiting = try after(nil, .raise(.urgentCase, cause: cause))
        let addressed = try after(waiting, advance(people, at: .start))
        let sent = try after(addressed, .noteSent(attempt: 0, dueAt: .start + .minutes(15)))
        let second = try after(sent, advance(people, at: .start + .minutes(15)), at: .start + .minutes(15))
        let asked = try after(second, .noteSent(attempt: 1, dueAt: later), at: .start + .minutes(15))
        let now: [String: AlertCommand] = [
            "raise": .raise(.urgentCase, cause: cause), "raiseForLog": .raise(.logRefusal, cause: nil),
            "join": .join(ID<Case>.number(401).identifier), "joinAgain": .join(cause),
            "advance": advance(people, at: .start), "noteSent": .noteSent(attempt: 0, dueAt: later),
            "noteSentBefore": .noteSent(attempt: 7, dueAt: later), "noteRefused": .noteRefused(attempt: 0, reply: 550),
            "acknowledge": .acknowledge(by: .number(12)), "end": .end,
        ]
        var commands: [String: StateMachine<Alert>.Decision] = now.mapValues { command in
            { try decide($0, command) }
        }
        commands["advanceLater"] = { try decide($0, advance(people, at: later), at: later) }
        commands["advanceAlone"] = { try decide($0, advance([], at: later), at: later) }
        return StateMachine(
            states: [
                "nothing": nil, "waiting": waiting, "addressed": addressed, "sent": sent, "asked": asked,
                "acknowledged": try after(sent, .acknowledge(by: .number(12))),
                "exhausted": try after(asked, advance(people, at: later), at: later), "over": try after(sent, .end),
            ],
            commands: commands
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("goes to the next person at its time and not a microsecond before")
    func deadline() throws {
        let sent = try #require(try Self.machine().states["sent"] ?? nil)
        let due = try #require(sent.dueAt)
        let early = Timestamp(microseconds: due.microseconds - 1)
        #expect(try Self.decide(sent, Self.advance(Self.people, at: early), at: early).isEmpty)
        let next = try Self.after(sent, Self.advance(Self.people, at: due), at: due)
        #expect(next.attempts.map(\.person) == Self.people)
        #expect(next.attempts.map(\.outcome) == [.sent, .pending])
        #expect(!sent.isEscalated && next.isEscalated)
    }

    @Test("whose message was refused goes to the next person at once")
    func refusal() throws {
        let addressed = try #require(try Self.machine().states["addressed"] ?? nil)
        let refused = try Self.after(addressed, .noteRefused(attempt: 0, reply: 550))
        #expect(refused.state == .waiting && refused.attempts.map(\.outcome) == [.refused])
        let next = try Self.after(refused, Self.advance(Self.people, at: .start))
        #expect(next.attempts.last?.person == .number(11))
    }

    @Test("is not given up while a message did not get out: its people are asked anew, those the least tried first")
    func unsent() throws {
        var alert = try #require(try Self.machine().states["addressed"] ?? nil)
        var now = Timestamp.start
        for expected in [[10, 11], [10, 11, 10], [10, 11, 10, 11]] as [[UInt64]] {
            now = now + .minutes(15)
            alert = try Self.after(alert, Self.advance(Self.people, at: now), at: now)
            #expect(alert.attempts.map(\.person) == expected.map { .number($0) })
        }
        alert = try Self.after(alert, .noteSent(attempt: 3, dueAt: now + .minutes(15)))
        // The second has it; only the first is still to be reached.
        now = now + .minutes(15)
        alert = try Self.after(alert, Self.advance(Self.people, at: now), at: now)
        #expect(alert.attempts.last?.person == .number(10))
        alert = try Self.after(alert, .noteRefused(attempt: 4, reply: nil), at: now)
        alert = try Self.after(alert, Self.advance(Self.people, at: now), at: now)
        #expect(alert.state == .exhausted && alert.dueAt == nil)
        #expect(alert.attempts.map(\.outcome) == [.unsent, .unsent, .unsent, .sent, .refused])
    }

    @Test("ends after so many attempts, whatever the mail server does")
    func attempts() throws {
        var alert = try #require(try Self.machine().states["waiting"] ?? nil)
        var now = Timestamp.start
        while alert.state != .exhausted {
            alert = try Self.after(alert, Self.advance(Self.people, at: now), at: now)
            now = now + .minutes(15)
            try #require(alert.attempts.count <= Alert.attemptsMax)
        }
        #expect(alert.attempts.count == Alert.attemptsMax)
        #expect(try Self.after(alert, .acknowledge(by: .number(12))).acknowledgedBy == .number(12))
    }

    @Test("for practice is found under a key of its own, and never under that of what is real")
    func practice() throws {
        for role in [nil, .dutyOfficer] as [Role?] {
            let real = try Self.after(nil, .raise(.threatFlagged, cause: Self.cause, role: role))
            let practice = try Self.after(nil, .raise(.threatFlagged, cause: Self.cause, role: role, isExercise: true))
            #expect(!real.isExercise && practice.isExercise)
            #expect(real.lookupKeys == [Alert.openKey(of: .threatFlagged, for: role)])
            #expect(practice.lookupKeys == [Alert.openKey(of: .threatFlagged, for: role, isExercise: true)])
            #expect(real.lookupKeys.isDisjoint(with: practice.lookupKeys))
        }
        let real = try Self.decide(nil, .raise(.threatFlagged, cause: Self.cause))
        #expect(real.map { $0.facts[JournalEvent.exerciseMark] } == [nil], "As an older program recorded it.")
    }

    @Test("takes in so much of the same and no more, and is found by its kind while it is open")
    func joining() throws {
        var alert = try #require(try Self.machine().states["waiting"] ?? nil)
        for number in 0..<UInt64(2 * Alert.causesMax) {
            for act in try Self.decide(alert, .join(ID<Case>.number(number).identifier)) {
                alert = try Alert.apply(alert, JournalEvent(act))
            }
        }
        #expect(alert.causes.count == Alert.causesMax && Set(alert.causes).count == Alert.causesMax)
        for (name, state) in try Self.machine().states {
            let isOpen = ["waiting", "addressed", "sent", "asked"].contains(name)
            #expect((state?.lookupKeys ?? []) == (isOpen ? [Alert.openKey(of: .urgentCase)] : []), "\(name)")
            #expect((state?.dueAt != nil) == isOpen, "\(name)")
        }
    }
}
