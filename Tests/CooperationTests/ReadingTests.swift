import Cooperation
import Testing

@Suite("A reading")
struct ReadingTests {
    static let specification = Transition.table(
        """
        readOwn | nothing -> noted
        readOwn | noted -> -
        readOwnAsPreview | nothing -> noted
        readOwnAsPreview | noted -> -
        preview | nothing -> noted
        preview | noted -> -
        readWithoutPurpose | nothing -> !purpose-required
        readWithoutPurpose | noted -> -
        pretend | nothing noted -> !purpose-required
        claimDuty | nothing noted -> !purpose-required
        readRequest | nothing -> noted
        readRequest | noted -> -
        """
    )

    private static func note(isTheirs: Bool, _ purpose: Reading.Purpose?) -> ReadingCommand {
        .note(.number(400), by: .number(10), isTheirs: isTheirs, purpose: purpose)
    }

    static func machine() throws -> StateMachine<Reading> {
        let id = ID<Reading>.number(600)
        let noted = try Reading.after(nil, Reading.decide(nil, note(isTheirs: true, nil), id: id))
        let commands = [
            "readOwn": note(isTheirs: true, nil), "readOwnAsPreview": note(isTheirs: true, .preview),
            "preview": note(isTheirs: false, .preview), "readWithoutPurpose": note(isTheirs: false, nil),
            "pretend": note(isTheirs: false, .assignment), "claimDuty": note(isTheirs: false, .duty),
            "readRequest": .noteOther(.request(.number(700)), by: .number(10)),
        ]
        return StateMachine(
            states: ["nothing": nil, "noted": noted],
            commands: commands.mapValues { command in { try Reading.decide($0, command, id: id) } }
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("of one's own case is for the assignment, whatever else is said")
    func purposes() throws {
        for (isTheirs, given, noted) in [
            (true, nil, .assignment), (true, .audit, .assignment), (false, .audit, .audit), (false, .legal, .legal),
        ] as [(Bool, Reading.Purpose?, Reading.Purpose)] {
            let acts = try Reading.decide(nil, Self.note(isTheirs: isTheirs, given), id: .number(600))
            #expect(try Reading.after(nil, acts)?.purpose == noted)
        }
    }

    @Test("of anything but a case says by itself what for")
    func otherSubjects() throws {
        for kind in Reading.Subject.Kind.allCases {
            let subject = Reading.Subject(kind, ID<Request>.number(700).identifier)
            let acts = try Reading.decide(nil, .noteOther(subject, by: .number(10)), id: .number(600))
            guard kind != .case else {
                #expect(acts.isEmpty, "a case is opened for a purpose")
                continue
            }
            let noted = try #require(try Reading.after(nil, acts))
            #expect(noted.subject == subject && noted.purpose == subject.purpose)
            #expect(!Reading.Purpose.choices.contains(.duty) && noted.purpose != .assignment)
        }
    }

    @Test("belongs to the hour that it is in")
    func hours() {
        let hour: Int64 = 3_600_000_000
        for (microseconds, number) in [(0, 0), (hour - 1, 0), (hour, 1), (-1, -1), (5 * hour + 7, 5)]
            as [(Int64, Int64)]
        {
            #expect(Reading.hour(of: Timestamp(microseconds: microseconds)) == number)
        }
    }
}
