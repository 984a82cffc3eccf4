import Cooperation
import Testing

@Suite("A followed exchange")
struct ExchangeTests {
    static let specification = Transition.table(
        """
        follow | nothing -> followed
        follow | followed verified alarmed acknowledged -> -
        followWithOtherKey | nothing -> followed
        followWithOtherKey | followed verified alarmed acknowledged -> !exchange-changed
        followAsOther | nothing -> followed
        followAsOther | followed verified alarmed acknowledged -> !exchange-changed
        receive | nothing -> !not-found
        receive | followed verified acknowledged -> eventReceived
        receive | alarmed -> !alarm-stands
        verify | nothing -> !not-found
        verify | followed verified acknowledged -> checkpointVerified
        verify | alarmed -> !alarm-stands
        verifySame | nothing -> !not-found
        verifySame | followed acknowledged -> checkpointVerified
        verifySame | verified -> -
        verifySame | alarmed -> !alarm-stands
        verifyOlder | nothing -> !not-found
        verifyOlder | followed -> checkpointVerified
        verifyOlder | verified acknowledged -> !checkpoint-older
        verifyOlder | alarmed -> !alarm-stands
        raise | nothing -> !not-found
        raise | followed verified acknowledged -> alarmRaised
        raise | alarmed -> -
        raiseOther | nothing -> !not-found
        raiseOther | followed verified alarmed acknowledged -> alarmRaised
        acknowledge | nothing -> !not-found
        acknowledge | followed verified -> !no-alarm
        acknowledge | alarmed -> alarmAcknowledged
        acknowledge | acknowledged -> -
        acknowledgeOther | nothing -> !not-found
        acknowledgeOther | followed verified -> !no-alarm
        acknowledgeOther | alarmed acknowledged -> !alarm-differs
        acknowledgeWithoutReason | nothing -> !not-found
        acknowledgeWithoutReason | followed verified alarmed acknowledged -> !text-missing
        """
    )

    static func received(_ type: String, position: Int64 = 4) -> ExchangeCommand {
        let event = EventReceived.Inner(
            type: type,
            version: 1,
            subject: ID<Signal>.number(300).identifier,
            time: .start,
            organisation: .number(2),
            actor: ID<Person>.number(12).identifier,
            facts: [:]
        )
        return .receive(
            EventReceived(position: position, leafHash: "00", event: event),
            sealed: ["reason": Build.text("reason")]
        )
    }

    static func machine() throws -> StateMachine<Exchange> {
        let follow = { @Sendable (member: UInt64, key: String) in
            ExchangeCommand.follow(member: .number(member), verifierKey: key, address: Build.text("address"))
        }
        let commands: [String: ExchangeCommand] = [
            "follow": follow(1, "key-a"), "followWithOtherKey": follow(1, "key-b"), "followAsOther": follow(2, "key-a"),
            "receive": received(SignalWithdrawn.type),
            "verify": .verifyCheckpoint(size: 11, root: "0b", provenThrough: 9),
            "verifySame": .verifyCheckpoint(size: 10, root: "0a", provenThrough: 8),
            "verifyOlder": .verifyCheckpoint(size: 9, root: "09", provenThrough: 9), "raise": .raise(.wrongLeaf),
            "raiseOther": .raise(.missingLeaf),
            "acknowledge": .acknowledge(.wrongLeaf, reason: Build.text("reason")),
            "acknowledgeOther": .acknowledge(.missingLeaf, reason: Build.text("reason")),
            "acknowledgeWithoutReason": .acknowledge(.wrongLeaf, reason: " "),
        ]
        let decisions: [String: StateMachine<Exchange>.Decision] = commands.mapValues { command in
            { try Exchange.decide($0, command, id: .number(900)) }
        }
        func after(_ names: String...) throws -> Exchange? {
            try names.reduce(nil) { try Exchange.after($0, decisions[$1]?($0) ?? []) }
        }
        return StateMachine(
            states: [
                "nothing": nil, "followed": try after("follow"), "verified": try after("follow", "verifySame"),
                "alarmed": try after("follow", "verifySame", "raise"),
                "acknowledged": try after("follow", "verifySame", "raise", "acknowledge"),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("proves what came before its last proof and from there, and nothing while an alarm stands")
    func proves() throws {
        let verified = try #require(try Self.machine().states["verified"] ?? nil)
        func bank(at position: Int64, of origin: EventOrigin?) throws -> Bank {
            let owner = try Build.organisation(2)
            let opening = BankCommand.open(
                name: "bank",
                owner: owner,
                agreement: nil,
                settings: try BankSettings(),
                verifier: nil
            )
            let act = try Bank.decide(nil, opening, id: .number(200), actor: owner.id, now: .start)[0]
            return try Bank.apply(nil, JournalEvent(act, position: position, by: owner.id, origin: origin))
        }
        let here = EventOrigin(exchange: verified.id, position: 2)
        #expect(verified.proves(try bank(at: 8, of: here)))
        #expect(!verified.proves(try bank(at: 9, of: here)), "It came after the proof, though its place there is low.")
        #expect(!verified.proves(try bank(at: 8, of: EventOrigin(exchange: .number(901), position: 2))))
        #expect(!verified.proves(try bank(at: 8, of: nil)))
        let acts = try Exchange.decide(verified, .raise(.inconsistentCheckpoint), id: verified.id)
        let alarmed = try #require(try Exchange.after(verified, acts))
        #expect(!alarmed.proves(try bank(at: 8, of: here)))
    }

    @Test("counts the highest place received, also when older events come late")
    func received() throws {
        var exchange = try Self.machine().states["followed"] ?? nil
        for (position, expected) in [(4, 5), (9, 10), (2, 10), (9, 10)] as [(Int64, Int64)] {
            let acts = try Exchange.decide(
                exchange,
                Self.received(SignalWithdrawn.type, position: position),
                id: .number(900)
            )
            exchange = try Exchange.after(exchange, acts)
            #expect(exchange?.received == expected)
        }
    }

    @Test("proves nothing while an alarm stands, also one that was looked into, until a checkpoint is verified anew")
    func acknowledgementProvesNothing() throws {
        let machine = try Self.machine()
        let alarmed = try #require(machine.states["alarmed"] ?? nil)
        let acknowledged = try #require(machine.states["acknowledged"] ?? nil)
        #expect(alarmed.isStopped && alarmed.alarm == .wrongLeaf)
        #expect(!acknowledged.isStopped && acknowledged.alarm == .wrongLeaf)
        let verified = try Exchange.after(acknowledged, machine.commands["verifySame"]?(acknowledged) ?? [])
        #expect(verified?.alarm == nil && verified?.isAlarmAcknowledged == false)
        #expect(verified?.verifiedRoot == acknowledged.verifiedRoot)
        let again = try Exchange.after(acknowledged, machine.commands["raise"]?(acknowledged) ?? [])
        #expect(again?.isStopped == true)
    }

    @Test("never takes back what was proved")
    func provenNeverShrinks() throws {
        let verified = try #require(try Self.machine().states["verified"] ?? nil)
        let acts = try Exchange.decide(
            verified,
            .verifyCheckpoint(size: 20, root: "0c", provenThrough: 1),
            id: verified.id
        )
        #expect(try Exchange.after(verified, acts)?.provenThrough == 8)
    }
}
