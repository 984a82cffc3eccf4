import Cooperation
import Testing

@Suite("A roster")
struct RosterTests {
    static let specification = Transition.table(
        """
        name | nothing empty -> set
        name | manned -> -
        turn | nothing empty manned -> set
        clear | nothing empty -> -
        clear | manned -> set
        nameTwice | nothing empty manned -> !roster-person-twice
        nameTooMany | nothing empty manned -> !roster-too-long
        giveTooManyShifts | nothing empty manned -> !roster-too-long
        giveNoShift | nothing empty manned -> !shift-invalid
        """
    )

    static let id = ID<Roster>.number(1)
    private static let night = WeeklyShift(startMinute: 9600, minutes: 720)

    static func machine() throws -> StateMachine<Roster> {
        let commands: [String: [RosterEntry]] = [
            "name": [RosterEntry(person: .number(10)), RosterEntry(person: .number(11), shifts: [night])],
            "turn": [RosterEntry(person: .number(11), shifts: [night]), RosterEntry(person: .number(10))],
            "clear": [], "nameTwice": [RosterEntry(person: .number(10)), RosterEntry(person: .number(10))],
            "nameTooMany": (0...UInt64(Roster.entriesMax)).map { RosterEntry(person: .number($0)) },
            "giveTooManyShifts": [
                RosterEntry(person: .number(10), shifts: Array(repeating: night, count: Roster.shiftsMax + 1))
            ],
            "giveNoShift": [RosterEntry(person: .number(10), shifts: [WeeklyShift(startMinute: 10_080, minutes: 1)])],
        ]
        let decisions: [String: StateMachine<Roster>.Decision] = commands.mapValues { entries in
            { try Roster.decide($0, set: entries, id: id) }
        }
        let manned = try Roster.after(nil, decisions["name"]?(nil) ?? [])
        return StateMachine(
            states: [
                "nothing": nil, "manned": manned, "empty": try Roster.after(manned, decisions["clear"]?(manned) ?? []),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("remembers since when it names somebody, also while who that is changes")
    func manned() throws {
        func set(_ state: Roster?, _ people: [UInt64], at position: Int64) throws -> Roster? {
            let acts = try Roster.decide(state, set: people.map { RosterEntry(person: .number($0)) }, id: Self.id)
            return try acts.reduce(state) { try Roster.apply($0, JournalEvent($1, position: position)) }
        }
        let first = try set(nil, [10], at: 5)
        #expect(first?.manningPosition == 5)
        let second = try set(first, [11, 10], at: 8)
        #expect(second?.manningPosition == 5)
        let none = try set(second, [], at: 9)
        #expect(none?.manningPosition == nil)
        #expect(try set(none, [11], at: 12)?.manningPosition == 12)
    }

    @Test("asks those who are on first, in their order, and then those who are off")
    func order() throws {
        // .start is Thursday 2026-01-01 00:00 UTC, minute 4320 of its week.
        let entries = [
            RosterEntry(person: .number(10), shifts: [WeeklyShift(startMinute: 0, minutes: 60)]),
            RosterEntry(person: .number(11)),
            RosterEntry(person: .number(12), shifts: [WeeklyShift(startMinute: 4320, minutes: 1)]),
        ]
        let roster = try #require(try Roster.after(nil, Roster.decide(nil, set: entries, id: Self.id)))
        #expect(roster.order(at: .start) == [.number(11), .number(12), .number(10)])
        #expect(roster.order(at: .start + .minutes(1)) == [.number(11), .number(10), .number(12)])
        #expect(roster.order(at: .start + .days(4)) == [.number(10), .number(11), .number(12)])
    }

    @Test("knows a week's minutes, also over its end and before 1970")
    func shifts() {
        let shift = WeeklyShift(startMinute: 10_070, minutes: 20)
        let monday = Timestamp.start + .days(4)
        for (moment, isIn) in [
            (monday - .minutes(11), false), (monday - .minutes(10), true), (monday, true),
            (monday + .minutes(9), true), (monday + .minutes(10), false), (monday + .days(7), true),
            (monday - .days(7 * 3000), true), (monday - .days(7 * 3000) - Seconds(1), true),
            (monday - .days(7 * 3000) + .minutes(10), false),
        ] { #expect(shift.contains(moment) == isIn, "\(moment)") }
        #expect(WeeklyShift(startMinute: 5, minutes: 10_080).contains(monday + .minutes(4)))
        for (start, minutes) in [(-1, 5), (10_080, 5), (0, 0), (0, 10_081), (0, -1), (.max, .max)] {
            #expect(!WeeklyShift(startMinute: start, minutes: minutes).isValid)
        }
        #expect(WeeklyShift(startMinute: 10_079, minutes: 10_080).isValid)
    }
}
