import CanonicalJSON
import Cooperation
import Testing

@Suite("A login")
struct LoginTests {
    static let specification = Transition.table(
        """
        invite | nothing invited lapsed enrolled withPasskey bareKey both closed -> invited
        inviteTooLong | nothing invited lapsed enrolled withPasskey bareKey both closed -> !invitation-time
        invitePast | nothing invited lapsed enrolled withPasskey bareKey both closed -> !invitation-time
        enrol | nothing -> !login-not-found
        enrol | invited -> enrolled
        enrol | lapsed enrolled withPasskey bareKey both closed -> !invitation-expired
        enrolByOtherLink | nothing -> !login-not-found
        enrolByOtherLink | invited lapsed enrolled withPasskey bareKey both closed -> !invitation-expired
        enrolUnnamed | nothing -> !login-not-found
        enrolUnnamed | invited -> !text-missing
        enrolUnnamed | lapsed enrolled withPasskey bareKey both closed -> !invitation-expired
        enrolPasskey | nothing -> !login-not-found
        enrolPasskey | invited -> passkeyAdded
        enrolPasskey | lapsed enrolled withPasskey bareKey both closed -> !invitation-expired
        enrolPasskeyUnnamed | nothing -> !login-not-found
        enrolPasskeyUnnamed | invited -> !text-missing
        enrolPasskeyUnnamed | lapsed enrolled withPasskey bareKey both closed -> !invitation-expired
        changePassword | nothing invited lapsed withPasskey bareKey closed -> !login-not-found
        changePassword | enrolled both -> passwordChanged
        addPasskey | nothing invited lapsed closed -> !login-not-found
        addPasskey | enrolled withPasskey bareKey both -> passkeyAdded
        addPasskeyAgain | nothing invited lapsed closed -> !login-not-found
        addPasskeyAgain | enrolled bareKey -> passkeyAdded
        addPasskeyAgain | withPasskey both -> !passkey-known
        addPasskeyLate | nothing invited lapsed closed -> !login-not-found
        addPasskeyLate | enrolled -> passkeyAdded
        addPasskeyLate | withPasskey bareKey both -> !challenge-used
        removePasskey | nothing invited lapsed closed -> !login-not-found
        removePasskey | enrolled bareKey -> -
        removePasskey | withPasskey -> !passkey-last
        removePasskey | both -> passkeyRemoved
        removeRequiredPasskey | nothing invited lapsed closed -> !login-not-found
        removeRequiredPasskey | enrolled bareKey -> -
        removeRequiredPasskey | withPasskey both -> !passkey-last
        passByCode | nothing invited lapsed withPasskey bareKey closed -> !login-not-found
        passByCode | enrolled both -> passed
        passByOldCode | nothing invited lapsed withPasskey bareKey closed -> !login-not-found
        passByOldCode | enrolled both -> !code-used
        passByRecovery | nothing invited lapsed withPasskey bareKey closed -> !login-not-found
        passByRecovery | enrolled both -> passed
        passByUnknownRecovery | nothing invited lapsed withPasskey bareKey closed -> !login-not-found
        passByUnknownRecovery | enrolled both -> !code-used
        passByPasskey | nothing invited lapsed enrolled bareKey closed -> !login-not-found
        passByPasskey | withPasskey both -> passed
        passByPasskeyWithOldChallenge | nothing invited lapsed enrolled bareKey closed -> !login-not-found
        passByPasskeyWithOldChallenge | withPasskey both -> !challenge-used
        passByCopiedPasskey | nothing invited lapsed enrolled bareKey closed -> !login-not-found
        passByCopiedPasskey | withPasskey both -> passkeyDoubted
        passByPasskeyThatCountsNoMore | nothing invited lapsed enrolled bareKey closed -> !login-not-found
        passByPasskeyThatCountsNoMore | withPasskey both -> passkeyDoubted
        passByPasskeyThatNeverCounts | nothing invited lapsed enrolled withPasskey both closed -> !login-not-found
        passByPasskeyThatNeverCounts | bareKey -> passed
        noteRefusal | nothing -> !login-not-found
        noteRefusal | invited lapsed enrolled withPasskey bareKey both -> refused
        noteRefusal | closed -> -
        noteRefusalOfNothing | nothing -> !login-not-found
        noteRefusalOfNothing | invited lapsed enrolled withPasskey bareKey both closed -> !operation-unknown
        close | nothing -> !login-not-found
        close | invited lapsed enrolled withPasskey bareKey both -> closed
        close | closed -> -
        """
    )

    static let id = ID<Login>.number(10)
    static let link = String(repeating: "0a", count: 32)
    static let recovery = ["r1", "r2"]

    static func passkey(_ hash: String, counter: Int64 = 5, at seconds: Int64, name: String = "name") -> NewPasskey {
        NewPasskey(
            credentialHash: hash,
            credentialID: Build.text("id"),
            publicKey: Build.text("key"),
            name: name.isEmpty ? "" : Build.text(name),
            signCounter: counter,
            challengedAt: .start + Seconds(seconds)
        )
    }

    static let commands: [String: LoginCommand] = [
        "invite": invite(), "inviteTooLong": invite(Login.invitationTimeMax.count + 1), "invitePast": invite(0),
        "enrol": enrol(), "enrolByOtherLink": enrol(link: "other"), "enrolUnnamed": enrol(name: " "),
        "enrolPasskey": .enrolPasskey(tokenHash: link, passkey("k1", at: 10)),
        "enrolPasskeyUnnamed": .enrolPasskey(tokenHash: link, passkey("k1", at: 10, name: "")),
        "changePassword": .changePassword(hash: Build.text("hash")), "addPasskey": .addPasskey(passkey("k2", at: 20)),
        "addPasskeyAgain": .addPasskey(passkey("k1", at: 20)), "addPasskeyLate": .addPasskey(passkey("k2", at: 10)),
        "removePasskey": .removePasskey(credentialHash: "k1", isRequired: false),
        "removeRequiredPasskey": .removePasskey(credentialHash: "k1", isRequired: true),
        "passByCode": .pass(.timeStep(101)), "passByOldCode": .pass(.timeStep(100)),
        "passByRecovery": .pass(.recoveryHash("r1")), "passByUnknownRecovery": .pass(.recoveryHash("r3")),
        "passByPasskey": pass("k1", 6, at: 20), "passByPasskeyWithOldChallenge": pass("k1", 6, at: 10),
        "passByCopiedPasskey": pass("k1", 5, at: 20), "passByPasskeyThatCountsNoMore": pass("k1", 0, at: 20),
        "passByPasskeyThatNeverCounts": pass("k0", 0, at: 20), "noteRefusal": .noteRefusal(operation: "readCases"),
        "noteRefusalOfNothing": .noteRefusal(operation: "read cases"), "close": .close,
    ]

    static func invite(_ seconds: Int64 = 3600) -> LoginCommand {
        .invite(organisation: .number(1), tokenHash: link, expiresAt: .start + Seconds(seconds))
    }

    static func enrol(link: String = link, name: String = Build.text("name")) -> LoginCommand {
        .enrol(
            tokenHash: link,
            name: name,
            loginKey: Build.text("key"),
            passwordHash: Build.text("hash"),
            totpSecret: Build.text("totp"),
            recoveryHashes: recovery,
            timeStep: 100
        )
    }

    static func pass(_ hash: String, _ counter: Int64, at seconds: Int64) -> LoginCommand {
        .pass(.passkey(credentialHash: hash, signCounter: counter, challengedAt: .start + Seconds(seconds)))
    }

    static func after(_ state: Login?, _ commands: LoginCommand..., at now: Timestamp = .start) throws -> Login {
        var state = state
        for command in commands {
            state = try Login.after(state, try Login.decide(state, command, id: id, now: now), at: now)
        }
        return try #require(state)
    }

    static func machine() throws -> StateMachine<Login> {
        let invited = try after(nil, invite())
        let enrolled = try after(invited, enrol())
        // Its link ended at the very moment at which the commands are given.
        let lapsed = try after(nil, invite(0), at: .start - .hours(1))
        let bareKey = LoginCommand.enrolPasskey(tokenHash: link, passkey("k0", counter: 0, at: 10))
        return StateMachine(
            states: [
                "nothing": nil, "invited": invited, "lapsed": lapsed, "enrolled": enrolled,
                "withPasskey": try after(invited, .enrolPasskey(tokenHash: link, passkey("k1", at: 10))),
                "bareKey": try after(invited, bareKey),
                "both": try after(enrolled, .addPasskey(passkey("k1", at: 10))),
                "closed": try after(enrolled, .addPasskey(passkey("k1", at: 10)), .close),
            ],
            commands: commands.mapValues { command in
                { try Login.decide($0, command, id: Self.id, now: .start) }
            }
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("that was closed lets nobody in by what it had, not even after a new link")
    func closedForgets() throws {
        let both = try Self.after(nil, Self.invite(), Self.enrol(), .addPasskey(Self.passkey("k1", at: 10)))
        #expect(both.hasPassword && both.hasPasskeys)
        let again = try Self.after(both, .close, Self.invite())
        #expect(!again.isEnrolled && again.recoveryHashes.isEmpty && again.passkeys.isEmpty)
        #expect(again.sealedParts.isEmpty)
    }

    @Test("that is set up anew keeps nothing of what was set up before, but does until then")
    func setUpAnew() throws {
        let both = try Self.after(nil, Self.invite(), Self.enrol(), .addPasskey(Self.passkey("k1", at: 10)))
        let waiting = try Self.after(both, Self.invite())
        #expect(waiting.hasPassword && waiting.hasPasskeys)
        let byPassword = try Self.after(waiting, Self.enrol())
        #expect(byPassword.hasPassword && !byPassword.hasPasskeys && byPassword.recoveryHashes == Self.recovery)
        let byPasskey = try Self.after(waiting, .enrolPasskey(tokenHash: Self.link, Self.passkey("k2", at: 20)))
        #expect(!byPasskey.hasPassword && byPasskey.passkeys.map(\.credentialHash) == ["k2"])
        #expect(byPasskey.recoveryHashes.isEmpty)
    }

    @Test("uses each recovery code once, and each challenge and counter once")
    func once() throws {
        let both = try Self.after(nil, Self.invite(), Self.enrol(), .addPasskey(Self.passkey("k1", at: 10)))
        let recovered = try Self.after(both, .pass(.recoveryHash("r1")))
        #expect(recovered.recoveryHashes == ["r2"] && recovered.lastTimeStep == 100)
        #expect(recovered.lastPassedAt == .start)
        let passed = try Self.after(both, Self.pass("k1", 9, at: 20), at: .start + .minutes(1))
        #expect(passed.passkeys.map(\.signCounter) == [9] && passed.lastChallengeAt == .start + Seconds(20))
        #expect(passed.passkeys.first?.lastUsedAt == .start + .minutes(1))
        #expect(throws: Refusal.self) { try Self.after(passed, Self.pass("k1", 10, at: 20)) }
        let doubted = try Self.after(passed, Self.pass("k1", 9, at: 30))
        #expect(doubted.passkeys == passed.passkeys && doubted.lastPassedAt == passed.lastPassedAt)
        #expect(throws: Refusal.self, "What was doubted is not recorded twice.") {
            try Self.after(doubted, Self.pass("k1", 9, at: 30))
        }
    }

    @Test("holds at most twenty passkeys")
    func bounded() throws {
        var login = try Self.after(nil, Self.invite(), Self.enrol())
        for number in 1...Login.passkeysMax {
            login = try Self.after(login, .addPasskey(Self.passkey("k\(number)", at: Int64(number))))
        }
        #expect { try Self.after(login, .addPasskey(Self.passkey("more", at: 99))) } throws: {
            ($0 as? Refusal)?.code == "passkeys-many"
        }
    }

    @Test("is found by its link until that is used, and by its passkeys, and by nothing once it is closed")
    func lookup() throws {
        let invited = try Self.after(nil, Self.invite())
        let link = LookupKey(scope: "invitation", value: Self.link)
        let key = LookupKey(scope: "passkey", value: "k1")
        #expect(invited.lookupKeys == [link])
        let withPasskey = try Self.after(invited, .enrolPasskey(tokenHash: Self.link, Self.passkey("k1", at: 10)))
        #expect(withPasskey.lookupKeys == [key])
        let again = try Self.after(withPasskey, Self.invite())
        #expect(again.lookupKeys == [link, key])
        #expect(try Self.after(again, .close).lookupKeys == [])
    }

    @Test("names the sealed parts that it rests on, so that all others can be erased")
    func sealedParts() throws {
        let event = { (act: Act, position: Int64) in JournalEvent(act, position: position) }
        var login = try Self.after(nil, Self.invite())
        for (command, position) in [
            (Self.enrol(), 5), (.changePassword(hash: Build.text("hash")), 6),
            (.addPasskey(Self.passkey("k1", at: 10)), 7),
        ] as [(LoginCommand, Int64)] {
            let acts = try Login.decide(login, command, id: Self.id, now: .start)
            for act in acts { login = try Login.apply(login, event(act, position)) }
        }
        #expect(
            login.sealedParts == [
                5: ["name", "loginKey", "totp"], 6: ["password"], 7: ["credentialId", "publicKey", "passkeyName"],
            ]
        )
    }

    @Test("records asking for what is not the person's once an hour for each operation, and remembers two hundred")
    func refusals() throws {
        var login = try Self.after(nil, Self.invite(), Self.enrol())
        func note(_ operation: String, after seconds: Int64) throws -> Int {
            let now = Timestamp.start + Seconds(seconds)
            let acts = try Login.decide(login, .noteRefusal(operation: operation), id: Self.id, now: now)
            login = try #require(try Login.after(login, acts, at: now))
            return acts.count
        }
        #expect(try note("readCases", after: 0) == 1)
        #expect(try note("readCases", after: 3599) == 0)
        #expect(try note("readSignals", after: 3599) == 1)
        #expect(try note("readCases", after: 3600) == 1)
        for number in 0..<Login.refusalsMax - 1 { #expect(try note("operation\(number)", after: 4000) == 1) }
        #expect(login.refusals.count == Login.refusalsMax)
        #expect(login.refusals["readSignals"] == nil && login.refusals["readCases"] != nil, "The oldest is dropped.")
        for operation in ["", "a b", "../x", "ä", String(repeating: "a", count: 101)] {
            #expect(throws: Refusal.self) { try note(operation, after: 5000) }
        }
    }

    @Test("reads what was recorded before there were passkeys")
    func oldEvents() throws {
        let enrolled = try Self.after(nil, Self.invite(), Self.enrol())
        let event = JournalEvent(
            Act(type: "login.passed", version: 1, subject: Self.id.identifier, facts: ["timeStep": 107], sealed: [:])
        )
        #expect(try Login.apply(enrolled, event).lastTimeStep == 107)
    }

    @Test("needs a passkey for the roles that bind others")
    func roles() {
        #expect(Role.allCases.filter(\.needsPasskey) == [.counsel, .officer, .supervisor, .administrator])
    }
}
