import Cooperation
import Testing

@Suite("A threat alert at its authority")
struct ThreatNoticeTests {
    static let specification = Transition.table(
        """
        receive | nothing -> received
        receive | open acknowledged closed -> !already-received
        acknowledge | nothing -> !not-found
        acknowledge | open -> acknowledged
        acknowledge | acknowledged closed -> -
        report | nothing -> !not-found
        report | open -> !not-acknowledged
        report | acknowledged -> closed
        report | closed -> !already-reported
        """
    )

    static let envelope = ThreatEnvelope(
        office: .number(710),
        level: .high,
        seenAt: .start,
        flaggedAt: .start,
        dueAt: .start + .minutes(15),
        isExercise: false,
        isSealed: false,
        sha256: String(repeating: "a", count: 64)
    )

    static func machine() throws -> StateMachine<ThreatNotice> {
        let facts = ThreatNoticeReceived(
            envelope: envelope,
            authority: .number(2),
            country: "ID",
            dispatch: .number(600)
        )
        let commands: [String: ThreatNoticeCommand] = [
            "receive": .receive(facts, text: Build.text("text")), "acknowledge": .acknowledge(),
            "report": .report(.noDanger, note: Build.text("note")),
        ]
        let decisions: [String: StateMachine<ThreatNotice>.Decision] = commands.mapValues { command in
            { try ThreatNotice.decide($0, command, id: .number(720)) }
        }
        let open = try ThreatNotice.after(nil, decisions["receive"]?(nil) ?? [])
        let acknowledged = try ThreatNotice.after(open, decisions["acknowledge"]?(open) ?? [])
        return StateMachine(
            states: [
                "nothing": nil, "open": open, "acknowledged": acknowledged,
                "closed": try ThreatNotice.after(acknowledged, decisions["report"]?(acknowledged) ?? []),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("is open to its sender and its authority, and to nobody else of any kind")
    func readers() throws {
        let notice = try #require(try Self.machine().states["open"] ?? nil)
        for kind in OrganisationKind.allCases {
            for number in UInt64(1)...3 {
                let member = try Build.organisation(number, kind)
                let isTheirs = kind == .authority ? number == 2 : number == 1
                #expect(notice.isOpen(to: member, as: [member.id]) == isTheirs, "\(kind) \(number)")
            }
        }
    }

    @Test("has a clock only as long as nobody has it")
    func clock() throws {
        let states = try Self.machine().states
        #expect(states["open"]??.value(of: .dueAt) == .integer((Timestamp.start + .minutes(15)).microseconds))
        #expect(states["acknowledged"]??.value(of: .dueAt) == nil && states["closed"]??.value(of: .dueAt) == nil)
    }
}
