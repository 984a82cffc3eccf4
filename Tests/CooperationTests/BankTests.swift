import CanonicalJSON
import Cooperation
import Testing

@Suite("A bank")
struct BankTests {
    static let specification = Transition.table(
        """
        openOwn | nothing -> opened
        openOwn | own shared external enforced closed elsewhere -> !already-open
        openShared | nothing -> opened
        openShared | own shared external enforced closed elsewhere -> !already-open
        openUnnamed | nothing -> !text-missing
        openUnnamed | own shared external enforced closed elsewhere -> !already-open
        openForAuthority | nothing -> !kind-not-allowed
        openForAuthority | own shared external enforced closed elsewhere -> !already-open
        openBeforeForce | nothing -> !agreement-not-in-force
        openBeforeForce | own shared external enforced closed elsewhere -> !already-open
        openBlockingUnderReview | nothing -> !agreement-reviews-only
        openBlockingUnderReview | own shared external enforced closed elsewhere -> !already-open
        change | nothing -> !not-found
        change | own shared external enforced -> settingsChanged
        change | closed -> !bank-closed
        change | elsewhere -> !kept-elsewhere
        changeNothing | nothing -> !not-found
        changeNothing | own shared external enforced -> -
        changeNothing | closed -> !bank-closed
        changeNothing | elsewhere -> !kept-elsewhere
        changeByStranger | nothing -> !not-found
        changeByStranger | own shared external enforced closed -> !not-the-owner
        changeByStranger | elsewhere -> !kept-elsewhere
        switchOn | nothing -> !not-found
        switchOn | own shared external elsewhere -> enforcementSwitched
        switchOn | enforced -> -
        switchOn | closed -> !bank-closed
        switchOff | nothing -> !not-found
        switchOff | own shared external elsewhere -> -
        switchOff | enforced -> enforcementSwitched
        switchOff | closed -> !bank-closed
        close | nothing -> !not-found
        close | own shared external enforced -> closed
        close | closed -> -
        close | elsewhere -> !kept-elsewhere
        closeByStranger | nothing -> !not-found
        closeByStranger | own shared external enforced closed -> !not-the-owner
        closeByStranger | elsewhere -> !kept-elsewhere
        """
    )

    static func machine() throws -> StateMachine<Bank> {
        let (owner, party) = (try Build.organisation(1), try Build.organisation(2, .civilSociety))
        let agreement = try Build.agreement([owner, party])
        let reviewing = try Build.agreement([owner, party], use: .review)
        let waiting = try Build.agreement([owner, party], accepting: [owner])
        let settings = try BankSettings()
        let open = { @Sendable (name: String, owner: Organisation, agreement: Agreement?, settings: BankSettings) in
            BankCommand.open(name: name, owner: owner, agreement: agreement, settings: settings, verifier: nil)
        }
        let name = Build.text("bank")
        let blocking = try BankSettings(allowsBlocking: true)
        let authority = try Build.organisation(3, .authority)
        let commands: [String: (BankCommand, UInt64)] = [
            "openOwn": (open(name, owner, nil, blocking), 1), "openShared": (open(name, owner, agreement, blocking), 1),
            "openUnnamed": (open(" ", owner, nil, settings), 1),
            "openForAuthority": (open(name, authority, nil, settings), 3),
            "openBeforeForce": (open(name, owner, waiting, settings), 1),
            "openBlockingUnderReview": (open(name, owner, reviewing, blocking), 1),
            "change": (.changeSettings(try BankSettings(radius: 20)), 1),
            "changeNothing": (.changeSettings(settings), 1),
            "changeByStranger": (.changeSettings(try BankSettings(radius: 20)), 2),
            "switchOn": (.switchEnforcement(true), 1), "switchOff": (.switchEnforcement(false), 1),
            "close": (.close, 1), "closeByStranger": (.close, 2),
        ]
        return StateMachine(
            states: [
                "nothing": nil, "own": try Build.bank(owner: owner),
                "shared": try Build.bank(owner: owner, agreement: agreement),
                "external": try Build.bank(owner: owner, agreement: agreement, isExternal: true),
                "enforced": try Build.bank(owner: owner, isEnforced: true),
                "closed": try Build.bank(owner: owner, isClosed: true),
                "elsewhere": try Build.bank(owner: owner, origin: Build.elsewhere),
            ],
            commands: commands.mapValues { command in
                {
                    try Bank.decide(
                        $0,
                        command.0,
                        id: .number(200),
                        actor: .number(command.1),
                        now: .start
                    )
                }
            }
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test(
        "refuses settings that can't be right",
        arguments: [(-1, 0, 0), (48, 0, 0), (31, 32, 0), (31, -1, 0), (31, 10, -1), (31, 10, 101), (.max, .max, .max)]
    )
    func refusesSettings(radius: Int, actRadius: Int, rollout: Int) {
        #expect { try BankSettings(radius: radius, actRadius: actRadius, rolloutPercent: rollout) } throws: {
            ($0 as? Refusal)?.code == "bank-settings-invalid"
        }
    }

    @Test("is not read with settings that can't be right")
    func settingsFromElsewhere() {
        let json: JSONValue = ["radius": 255, "actRadius": 200, "rolloutPercent": 100, "allowsBlocking": true]
        #expect(throws: JSONError.self) { try JSONValueDecoder().decode(BankSettings.self, from: json) }
    }

    @Test("takes settings at the very edges", arguments: [(0, 0, 0), (47, 47, 100), (31, 31, 100)])
    func takesSettings(radius: Int, actRadius: Int, rollout: Int) throws {
        let settings = try BankSettings(radius: radius, actRadius: actRadius, rolloutPercent: rollout)
        #expect((settings.radius, settings.actRadius, settings.rolloutPercent) == (radius, actRadius, rollout))
    }

    @Test("asks an external list for its verifier, its criteria and a contact", arguments: 0..<3)
    func externalVerifier(missing: Int) {
        let parts = (0..<3).map { $0 == missing ? " " : "word" }
        #expect { try ExternalVerifier(name: parts[0], criteria: parts[1], contact: parts[2]) } throws: {
            ($0 as? Refusal)?.code == "text-missing"
        }
    }
}
