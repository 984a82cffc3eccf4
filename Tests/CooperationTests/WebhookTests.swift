import Cooperation
import Testing

@Suite("A webhook")
struct WebhookTests {
    static let specification = Transition.table(
        """
        make | nothing -> made
        make | on off removed rotated -> !already-made
        makeForRole | nothing -> !role-not-of-kind
        makeForRole | on off removed rotated -> !already-made
        makeOfNothing | nothing -> !kinds-missing
        makeOfNothing | on off removed rotated -> !already-made
        makeOfHidden | nothing -> !kind-not-readable
        makeOfHidden | on off removed rotated -> !already-made
        makeNowhere | nothing -> !address-invalid
        makeNowhere | on off removed rotated -> !already-made
        makeLong | nothing -> !address-invalid
        makeLong | on off removed rotated -> !already-made
        makeSuspended | nothing -> !kind-not-readable
        makeSuspended | on off removed rotated -> !already-made
        rotate | nothing -> !not-found
        rotate | on off rotated -> secretChanged
        rotate | removed -> !webhook-removed
        rotateForLong | nothing -> !not-found
        rotateForLong | on off rotated -> !overlap-invalid
        rotateForLong | removed -> !webhook-removed
        rotateBackwards | nothing -> !not-found
        rotateBackwards | on off rotated -> !overlap-invalid
        rotateBackwards | removed -> !webhook-removed
        switchOn | nothing -> !not-found
        switchOn | on rotated -> -
        switchOn | off -> switchedOn
        switchOn | removed -> !webhook-removed
        switchOff | nothing -> !not-found
        switchOff | on rotated -> switchedOff
        switchOff | off removed -> -
        gone | nothing -> !not-found
        gone | on rotated -> switchedOff
        gone | off removed -> -
        overrun | nothing -> !not-found
        overrun | on rotated -> switchedOff
        overrun | off removed -> -
        replay | nothing -> !not-found
        replay | on rotated -> replayed
        replay | off -> !webhook-off
        replay | removed -> !webhook-removed
        replayNothing | nothing -> !not-found
        replayNothing | on rotated -> -
        replayNothing | off -> !webhook-off
        replayNothing | removed -> !webhook-removed
        replayMuch | nothing -> !not-found
        replayMuch | on rotated -> !too-many-replays
        replayMuch | off -> !webhook-off
        replayMuch | removed -> !webhook-removed
        remove | nothing -> !not-found
        remove | on off rotated -> removed
        remove | removed -> -
        """
    )

    static let id = ID<Webhook>.number(1)
    private static let address = "https://receiver.example/MARKER"

    private static func make(
        _ role: Role = .reviewer,
        _ kinds: Set<WebhookEventKind> = [.decisionMade, .caseOpened],
        _ address: String = address
    ) -> WebhookCommand {
        .make(role: role, kinds: kinds, address: address, secret: Build.text("secret"))
    }

    private static func decide(
        _ state: Webhook?,
        _ command: WebhookCommand,
        _ standing: Standing = .active
    ) throws -> [Act] {
        try Webhook.decide(
            state,
            command,
            id: id,
            // Nobody suspends whose node it is.
            member: Build.organisation(1, standing: standing, ownsNode: standing == .active),
            isOnExchange: standing != .active,
            now: .start
        )
    }

    static func machine() throws -> StateMachine<Webhook> {
        let commands: [String: WebhookCommand] = [
            "make": make(), "makeForRole": make(.officer), "makeOfNothing": make(.reviewer, []),
            // A reviewer reads no keys.
            "makeOfHidden": make(.reviewer, [.decisionMade, .keyIssued]),
            "makeNowhere": make(.reviewer, [.decisionMade], "ftp://receiver.example/"),
            "makeLong": make(.reviewer, [.decisionMade], "https://a.example/" + String(repeating: "a", count: 2048)),
            "rotate": .changeSecret(secret: Build.text("next"), overlap: .days(1)),
            "rotateForLong": .changeSecret(secret: Build.text("next"), overlap: .days(8)),
            "rotateBackwards": .changeSecret(secret: Build.text("next"), overlap: Seconds(-1)),
            "switchOn": .switchOn, "switchOff": .switchOff(.person), "gone": .switchOff(.gone),
            "overrun": .switchOff(.overrun), "replay": .replay([7, 3, 7]), "replayNothing": .replay([]),
            "replayMuch": .replay(Array(0...Int64(Webhook.replaysMax))), "remove": .remove,
        ]
        var decisions: [String: StateMachine<Webhook>.Decision] = commands.mapValues { command in
            { try decide($0, command) }
        }
        decisions["makeSuspended"] = { try decide($0, make(), .suspended) }
        let on = try Webhook.after(nil, decide(nil, make()))
        func after(_ command: WebhookCommand) throws -> Webhook? { try Webhook.after(on, decide(on, command)) }
        return StateMachine(
            states: [
                "nothing": nil, "on": on, "off": try after(.switchOff(.person)), "removed": try after(.remove),
                "rotated": try after(.changeSecret(secret: Build.text("next"), overlap: .days(1))),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("signs with the former secret as well until its time is over, and with no older one")
    func secrets() throws {
        let made = try #require(try Self.machine().states["on"] ?? nil)
        #expect(made.secretPositions(at: .start) == [0])
        let rotation = WebhookSecretChanged.self
        var webhook = made
        for position in [Int64(5), 9] {
            let act = try Self.decide(webhook, .changeSecret(secret: Build.text("next"), overlap: .hours(1)))[0]
            #expect(act.type == rotation.type)
            webhook = try Webhook.apply(webhook, JournalEvent(act, position: position))
        }
        #expect(webhook.secretPositions(at: .start + Seconds(3599)) == [9, 5])
        #expect(webhook.secretPositions(at: .start + .hours(1)) == [9])
    }

    @Test("tells of kinds that are types of events which some role reads")
    func kinds() throws {
        let known = Set(EveryEventTests.payloads.map { $0.type })
        for kind in WebhookEventKind.allCases {
            #expect(known.contains(kind.rawValue), "\(kind)")
            #expect(AuthorisationRules.eventFamily(of: kind.rawValue) != nil, "\(kind)")
        }
    }

    @Test("of an authority takes no kind of events about signals, cases, decisions or banks, in whatever role")
    func wall() throws {
        let authority = try Build.organisation(2, .authority, ownsNode: true)
        let hidden: Set<String> = ["signal", "case", "decision", "bank", "dispatch"]
        for isOnExchange in [true, false] {
            for role in RoleTable.roles(of: .authority) {
                for kind in WebhookEventKind.allCases
                where hidden.contains(String(kind.rawValue.prefix { $0 != "." })) {
                    #expect(throws: Refusal.self, "\(role) \(kind)") {
                        try Webhook.decide(
                            nil,
                            Self.make(role, [kind]),
                            id: Self.id,
                            member: authority,
                            isOnExchange: isOnExchange,
                            now: .start
                        )
                    }
                }
            }
        }
    }
}
