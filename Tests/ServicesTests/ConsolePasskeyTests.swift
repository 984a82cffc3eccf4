import CanonicalJSON
import Cooperation
import Passkeys
import Services
import SoftwareAuthenticator
import Store
import Testing

@Suite struct `Getting in with a passkey` {
    @Test func `that the set-up link added needs no name and no password`() async throws {
        let scene = try await ConsoleScene()
        let person = try await scene.person([.counsel, .reviewer])
        var authenticator = try await scene.setUp(person)
        let visit = try await scene.visit(try #require(try await scene.logIn(&authenticator)))
        #expect(visit.person.id == person && visit.session.method == .passkey && visit.restingRoles.isEmpty)
        #expect(try visit.caller(for: .eraseCases).role == .counsel)
        #expect(try await scene.logIn(&authenticator) != nil, "It works again.")
        #expect(try await scene.home.store.audit().finding == nil)
    }

    @Test func `is the only way for roles that bind others, unless the node says otherwise`() async throws {
        let strict = try await ConsoleScene()
        let person = try await strict.person([.administrator, .reviewer])
        let link = try await strict.link(person)
        #expect(try await strict.access.enrolment(link)?.needsPasskey == true)
        #expect(await refusal { try await strict.enrol(person, by: link, as: "ayu") } == "passkey-needed")

        // Whoever gets such a role later keeps their password, but the role rests.
        let member = try await strict.member("eko", .reviewer)
        _ = try await strict.home.node.changePerson(
            member.person,
            of: strict.own,
            .changeRoles([.administrator, .counsel, .reviewer]),
            by: strict.home.administrator
        )
        let visit = try await strict.visit(member)
        #expect(visit.restingRoles == [.administrator, .counsel])
        #expect(await refusal { try visit.caller(for: .keepPeople) } == "passkey-needed")
        #expect(await refusal { try visit.caller(for: .submit) } == "kind-not-allowed")
        #expect(!visit.may(.keepPeople) && visit.may(.decideCases))
        #expect(try visit.caller(for: .readCases).role == .reviewer)

        let loose = try await ConsoleScene(passkeysRequired: false)
        let officer = try await loose.visit(try await loose.member("ayu", .administrator))
        #expect(officer.restingRoles.isEmpty && officer.may(.keepPeople))
    }

    @Test func `of somebody else, of nobody, or removed lets nobody in`() async throws {
        let scene = try await ConsoleScene()
        let person = try await scene.person([.reviewer])
        var own = try await scene.setUp(person)
        let other = try await scene.person([.reviewer])
        _ = try await scene.setUp(other, seed: 2)
        var unknown = scene.authenticator(person, seed: 3)
        #expect(try await scene.logIn(&unknown) == nil)
        var confused = scene.authenticator(other, seed: 1)
        #expect(try await scene.logIn(&confused) == nil, "It says that it is another person's.")
        confused.userHandle = []
        #expect(try await scene.logIn(&confused) == nil)
        let visit = try await scene.visit(try #require(try await scene.logIn(&own)))
        let proof = try await scene.proof(&own, of: visit)
        try await scene.add(scene.authenticator(person, seed: 4), to: visit, proof)
        try await scene.access.removePasskey(try await scene.hash(own, of: visit), of: visit)
        #expect(try await scene.logIn(&own) == nil)
        var added = scene.authenticator(person, seed: 4)
        #expect(try await scene.logIn(&added) != nil)
        #expect(try await scene.home.store.audit().finding == nil)
    }

    @Test func `answers a challenge of this node, for this purpose, once, and within five minutes`() async throws {
        let scene = try await ConsoleScene()
        let person = try await scene.person([.reviewer])
        var authenticator = try await scene.setUp(person)
        func logIn(_ challenge: [UInt8]) async throws -> Bool {
            try await scene.access.logIn(authenticator.assert(challenge), at: scene.origin) != nil
        }
        let (access, clock) = (scene.access, scene.home.clock)
        #expect(try await !logIn([]))
        #expect(try await !logIn([UInt8](repeating: 0, count: 56)))
        var forged = access.beginPasskeyLogin(at: scene.origin).challenge
        forged[20] ^= 1
        #expect(try await !logIn(forged))
        let late = access.beginPasskeyLogin(at: scene.origin).challenge
        clock.advance(.minutes(5))
        #expect(try await !logIn(late))
        let link = try await scene.link(try await scene.person([.reviewer]))
        #expect(try await !logIn(access.beginPasskey(setUp: link, at: scene.origin).challenge))
        let before = access.beginPasskeyLogin(at: scene.origin).challenge
        let used = access.beginPasskeyLogin(at: scene.origin).challenge
        #expect(try await logIn(used))
        #expect(try await !logIn(used))
        #expect(try await !logIn(before), "Whoever logged in after it was made asks for a new one.")
        let elsewhere = try await ConsoleScene()
        #expect(try await !logIn(elsewhere.access.beginPasskeyLogin(at: scene.origin).challenge))
        #expect(try await logIn(access.beginPasskeyLogin(at: scene.origin).challenge))
    }

    @Test func `whose answer was seen before lets nobody in, also after a restart`() async throws {
        let scene = try await ConsoleScene()
        let person = try await scene.person([.reviewer])
        var authenticator = try await scene.setUp(person, counter: 0)
        let answer = authenticator.assert(scene.access.beginPasskeyLogin(at: scene.origin).challenge)
        #expect(try await scene.access.logIn(answer, at: scene.origin) != nil)
        #expect(try await scene.access.logIn(answer, at: scene.origin) == nil)
        let restarted = try await scene.home.restarted()
        let access = ConsoleAccess(node: restarted.node, passwords: PlainPasswords())
        #expect(try await access.logIn(answer, at: scene.origin) == nil)
        let fresh = authenticator.assert(access.beginPasskeyLogin(at: scene.origin).challenge)
        #expect(try await access.logIn(fresh, at: scene.origin) != nil, "One that never counts works again.")
        await restarted.store.close()
    }

    @Test func `whose counter went backwards lets nobody in, and that is recorded`() async throws {
        let scene = try await ConsoleScene()
        let person = try await scene.person([.reviewer])
        var authenticator = try await scene.setUp(person)
        var copy = authenticator
        #expect(try await scene.logIn(&authenticator) != nil)
        #expect(try await scene.logIn(&authenticator) != nil)
        #expect(try await scene.logIn(&copy) == nil)
        let doubted = try await scene.events(LoginPasskeyDoubted.type)
        #expect(try doubted.map { try $0.payload(LoginPasskeyDoubted.self).signCounter } == [2])
        #expect(try await scene.access.sessions(of: person).isEmpty, "Whoever has the copy may have been in.")
        let ended = try await scene.events(SessionEnded.type)
        #expect(try ended.map { try $0.payload(SessionEnded.self).reason } == [.passkeyDoubted, .passkeyDoubted])
        #expect(try await scene.logIn(&authenticator) != nil)
        #expect(try await scene.home.store.audit().finding == nil)
    }

    @Test func `that was answered on another page lets nobody in`() async throws {
        let scene = try await ConsoleScene()
        let person = try await scene.person([.reviewer])
        var authenticator = try await scene.setUp(person)
        let challenge = scene.access.beginPasskeyLogin(at: scene.origin).challenge
        let phished = authenticator.assert(challenge) { $0.client["origin"] = "https://console.example.evil.example" }
        #expect(try await scene.access.logIn(phished, at: scene.origin) == nil)
        let elsewhere = try #require(ConsoleOrigin("https://other.example"))
        let answer = authenticator.assert(scene.access.beginPasskeyLogin(at: scene.origin).challenge)
        #expect(try await scene.access.logIn(answer, at: elsewhere) == nil)
        #expect(try await scene.access.logIn(answer, at: scene.origin) != nil)
    }
}

@Suite struct `Keeping passkeys` {
    @Test func `says in words what is wrong with a new one`() async throws {
        let scene = try await ConsoleScene()
        let link = try await scene.link(try await scene.person([.counsel]))
        let person = try #require(try await scene.access.enrolment(link)).person
        let authenticator = scene.authenticator(person)
        func code(named name: String = "TEST key", _ bend: (inout Ceremony) -> Void) async throws -> String? {
            let challenge = try await scene.access.beginPasskey(setUp: link, at: scene.origin).challenge
            let registration = authenticator.register(challenge, bend: bend)
            return await refusal {
                try await scene.access.enrol(link, with: registration, passkeyName: name, at: scene.origin)
            }
        }
        #expect(try await code { $0.flags &= ~0x04 } == "passkey-unverified")
        #expect(try await code { $0.client["origin"] = "https://evil.example" } == "passkey-origin")
        #expect(try await code { $0.relyingParty = "evil.example" } == "passkey-origin")
        #expect(try await code { $0.client["challenge"] = "AAAA" } == "passkey-too-late")
        #expect(try await code { $0.format = "tpm" } == "passkey-refused")
        #expect(try await code(named: " ") { _ in } == "text-missing")
        #expect(try await code { _ in } == nil)
        #expect(
            await refusal { try await scene.access.beginPasskey(setUp: link, at: scene.origin) } == "invitation-expired"
        )
    }

    @Test func `tells the browser all that it needs`() async throws {
        let scene = try await ConsoleScene()
        let person = try await scene.person([.reviewer])
        var authenticator = try await scene.setUp(person)
        let visit = try await scene.visit(try #require(try await scene.logIn(&authenticator)))
        let options = try await scene.access.beginPasskey(of: visit, at: scene.origin)
        let json = try #require(try JSONValue(parsing: Array(options.json.utf8)).objectValue)
        #expect(json["rp"]?.objectValue?["id"] == "console.example")
        #expect(json["user"]?.objectValue?["id"] == .string(Base64URL.encode(authenticator.userHandle)))
        #expect(json["challenge"] == .string(Base64URL.encode(options.challenge)))
        #expect(
            json["excludeCredentials"] == [["type": "public-key", "id": .string(Base64URL.encode(authenticator.id))]]
        )
        #expect(json["attestation"] == "none" && json["timeout"] == 300_000)
        #expect(json["pubKeyCredParams"] == [["type": "public-key", "alg": -7]])
        let request = scene.access.beginPasskeyLogin(at: scene.origin)
        let asked = try #require(try JSONValue(parsing: Array(request.json.utf8)).objectValue)
        #expect(asked["rpId"] == "console.example" && asked["userVerification"] == "required")
        #expect(asked["allowCredentials"] == nil, "Nobody is told which passkeys there are.")
        #expect(request.challenge != scene.access.beginPasskeyLogin(at: scene.origin).challenge)
    }

    @Test func `keeps the last one where there is no other way in, or a role needs it`() async throws {
        let scene = try await ConsoleScene()
        let person = try await scene.person([.counsel])
        var authenticator = try await scene.setUp(person)
        let visit = try await scene.visit(try #require(try await scene.logIn(&authenticator)))
        let hash = try await scene.hash(authenticator, of: visit)
        #expect(await refusal { try await scene.access.removePasskey(hash, of: visit) } == "passkey-last")
        let proof = try await scene.proof(&authenticator, of: visit)
        try await scene.add(scene.authenticator(person, seed: 2), to: visit, proof)
        let own = try await scene.access.ownLogin(of: visit)
        #expect(own.passkeys.map(\.name) == ["TEST key", "TEST another"] && own.mayChangePasskeys)
        #expect(own.loginName == nil)
        try await scene.access.removePasskey(hash, of: visit)
        #expect(try await scene.access.ownLogin(of: visit).passkeys.map(\.name) == ["TEST another"])
        let left = try await scene.sealed(person)
        #expect(left.count == 4, "The person's name, and three parts of the passkey that is left: \(left)")
    }

    @Test func `is not for whoever has only a password, beyond the first`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("ayu", .reviewer)
        let visit = try await scene.visit(member)
        #expect(try await scene.access.ownLogin(of: visit).mayChangePasskeys)
        var authenticator = scene.authenticator(member.person)
        try await scene.add(authenticator, to: visit, scene.proof(member))
        #expect(try await !scene.access.ownLogin(of: visit).mayChangePasskeys)
        let second = scene.authenticator(member.person, seed: 2)
        #expect(
            await refusal { try await scene.add(second, to: visit, scene.proof(member)) } == "passkey-session-needed"
        )
        let hash = try #require(try await scene.login(member.person)?.passkeys.first).credentialHash
        #expect(await refusal { try await scene.access.removePasskey(hash, of: visit) } == "passkey-session-needed")
        let strong = try await scene.visit(try #require(try await scene.logIn(&authenticator)))
        let proof = try await scene.proof(&authenticator, of: strong)
        try await scene.add(second, to: strong, proof)
        try await scene.access.removePasskey(hash, of: strong)
        #expect(try await scene.login(member.person)?.hasPassword == true)

        // A password alone never leads to a role that rests for want of a passkey.
        let raised = try await scene.member("eko", .reviewer)
        _ = try await scene.home.node.changePerson(
            raised.person,
            of: scene.own,
            .changeRoles([.counsel]),
            by: scene.home.administrator
        )
        let weak = try await scene.visit(raised)
        let third = scene.authenticator(raised.person, seed: 3)
        #expect(await refusal { try await scene.add(third, to: weak, scene.proof(raised)) } == "passkey-session-needed")
    }

    @Test func `takes none that another person has, and no answer to another session's challenge`() async throws {
        let scene = try await ConsoleScene()
        let first = try await scene.person([.reviewer])
        var authenticator = try await scene.setUp(first)
        let second = try await scene.member("ayu", .reviewer)
        let visit = try await scene.visit(second)
        let same = scene.authenticator(second.person, seed: 1)
        #expect(await refusal { try await scene.add(same, to: visit, scene.proof(second)) } == "passkey-known")
        let link = try await scene.link(try await scene.person([.reviewer]))
        let code = await refusal {
            let challenge = try await scene.access.beginPasskey(setUp: link, at: scene.origin).challenge
            let registration = same.register(challenge)
            try await scene.access.enrol(link, with: registration, passkeyName: "TEST", at: scene.origin)
        }
        #expect(code == "passkey-known")
        let other = try await scene.visit(try #require(try await scene.logIn(&authenticator)))
        let challenge = try await scene.access.beginPasskey(of: other, at: scene.origin).challenge
        let stolen = await refusal {
            try await scene.access.addPasskey(
                scene.authenticator(second.person, seed: 5).register(challenge),
                named: "TEST",
                proof: scene.proof(second),
                of: visit,
                at: scene.origin
            )
        }
        #expect(stolen == "passkey-too-late")
        let proof = try await scene.proof(&authenticator, of: other)
        let ended = try await scene.access.beginPasskey(of: other, at: scene.origin).challenge
        try await scene.access.endSession(other.session.id, .revoked, of: first)
        let late = await refusal {
            try await scene.access.addPasskey(
                scene.authenticator(first, seed: 6).register(ended),
                named: "TEST",
                proof: proof,
                of: other,
                at: scene.origin
            )
        }
        #expect(late == "login-not-found")
    }

    @Test func `is not for whoever stole a cookie and has neither a passkey nor the password`() async throws {
        let scene = try await ConsoleScene()
        let person = try await scene.person([.reviewer])
        var authenticator = try await scene.setUp(person)
        let visit = try await scene.visit(try #require(try await scene.logIn(&authenticator)))
        var thief = scene.authenticator(person, seed: 9)
        var other = try await scene.setUp(try await scene.person([.reviewer]), seed: 8)
        let otherVisit = try await scene.visit(try #require(try await scene.logIn(&other)))
        let logIn = scene.access.beginPasskeyLogin(at: scene.origin).challenge
        let proofs: [PresenceProof] = [
            try await scene.proof(&thief, of: visit), try await scene.proof(&other, of: visit),
            try await scene.proof(&other, of: otherVisit), .passkey(authenticator.assert(logIn)),
            .password("", code: ""),
        ]
        for proof in proofs {
            let code = await refusal { try await scene.add(thief, to: visit, proof) }
            #expect(code == "proof-wrong")
        }
        let used = try await scene.proof(&authenticator, of: visit)
        try await scene.add(scene.authenticator(person, seed: 2), to: visit, used)
        #expect(await refusal { try await scene.add(thief, to: visit, used) } == "challenge-used")
        #expect(try await scene.login(person)?.passkeys.count == 2)

        let member = try await scene.member("ayu", .reviewer)
        let weak = try await scene.visit(member)
        let hers = scene.authenticator(member.person, seed: 5)
        for (password, code) in [
            ("", ""), ("TEST wrong password", scene.code(member, in: 1)), (member.password, "000000x"),
            (member.password, scene.code(member)),
        ] {
            let refused = await refusal { try await scene.add(hers, to: weak, .password(password, code: code)) }
            #expect(refused == "proof-wrong", "\(code)")
        }
        try await scene.add(hers, to: weak, .password(member.password, code: member.recovery[0]))
        #expect(try await scene.home.store.audit().finding == nil)
    }

    @Test func `with a copied passkey as the proof adds nothing, and that is recorded`() async throws {
        let scene = try await ConsoleScene()
        let person = try await scene.person([.reviewer])
        var authenticator = try await scene.setUp(person)
        var copy = authenticator
        #expect(try await scene.logIn(&authenticator) != nil)
        let visit = try await scene.visit(try #require(try await scene.logIn(&authenticator)))
        let proof = try await scene.proof(&copy, of: visit)
        #expect(
            await refusal { try await scene.add(scene.authenticator(person, seed: 2), to: visit, proof) }
                == "proof-wrong"
        )
        #expect(try await scene.events(LoginPasskeyDoubted.type).count == 1)
        #expect(try await scene.access.sessions(of: person).isEmpty)
    }

    @Test func `ends the other sessions with a passkey that is taken away`() async throws {
        let scene = try await ConsoleScene()
        let person = try await scene.person([.reviewer])
        var lost = try await scene.setUp(person)
        let stolen = try #require(try await scene.logIn(&lost))
        let secret = try #require(try await scene.logIn(&lost))
        let visit = try await scene.visit(secret)
        let proof = try await scene.proof(&lost, of: visit)
        try await scene.add(scene.authenticator(person, seed: 2), to: visit, proof)
        try await scene.access.removePasskey(try await scene.hash(lost, of: visit), of: visit)
        #expect(try await !scene.isIn(stolen))
        #expect(try await scene.isIn(secret))
    }
}

extension ConsoleScene {
    /// The hash under which one of a person's passkeys is kept.
    fileprivate func hash(_ authenticator: SoftwareAuthenticator, of visit: Visit) async throws -> String {
        let login = try await access.ownLogin(of: visit)
        let position = try await home.store.read { reading in
            try login.passkeys.map(\.passkey.addedAtPosition).first {
                try reading.sealedPart("credentialId", at: $0) == Base64URL.encode(authenticator.id)
            }
        }
        return try #require(login.passkeys.first { $0.passkey.addedAtPosition == position }).passkey.credentialHash
    }
}
