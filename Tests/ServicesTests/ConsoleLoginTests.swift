import Cooperation
import Services
import Store
import Testing

@Suite struct `Logging in` {
    @Test func `with anything wrong lets nobody in, and does not tell what`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("Ayu Lestari", .reviewer)
        scene.home.clock.advance(Seconds(30))
        let before = scene.home.store.journalGrowth.size
        let right = scene.code(member)
        for (name, password, code) in [
            ("ayu", member.password, right), ("", member.password, right),
            (String(repeating: "a", count: 10_000), member.password, right),
            (member.name, "TEST wrong password", right),
            (member.name, "", right), (member.name, member.password + String(repeating: "x", count: 2000), right),
            (member.name, member.password, ""), (member.name, member.password, "000000x"),
            (member.name, member.password, scene.code(member, in: -3)),
            (member.name, member.password, scene.code(member, in: 3)),
            (member.name, member.password, "0123456789abcdef0123"),
        ] {
            #expect(try await scene.access.logIn(name: name, password: password, code: code) == nil)
        }
        #expect(scene.home.store.journalGrowth.size == before, "Strangers write nothing into the journal.")
        #expect(try await scene.access.logIn(name: member.name, password: member.password, code: right) != nil)
    }

    @Test func `is not guessed by whoever has the password: after ten wrong codes it rests for an hour`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("ayu", .reviewer)
        func logIn(_ code: String) async throws -> Bool {
            try await scene.access.logIn(name: member.name, password: member.password, code: code) != nil
        }
        _ = try await scene.logIn(member)
        for number in 0..<ConsoleAccess.wrongCodesMax {
            #expect(try await !logIn("wrong \(number)"))
        }
        scene.home.clock.advance(Seconds(60))
        #expect(try await !logIn(scene.code(member)), "Also the right one.")
        #expect(try await !logIn(member.recovery[0]))
        scene.home.clock.advance(ConsoleAccess.wrongCodesRest)
        #expect(try await !logIn("wrong again"))
        #expect(try await logIn(scene.code(member)))
        for number in 1..<ConsoleAccess.wrongCodesMax {
            #expect(try await !logIn("wrong \(number)"))
        }
        #expect(try await logIn(member.recovery[0]), "A right one in between begins the count anew.")
    }

    @Test func `is answered alike, right or wrong, while nothing can be recorded`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("ayu", .reviewer)
        scene.home.clock.advance(Seconds(30))
        await scene.home.store.close()
        for (name, password, code) in [
            (member.name, member.password, scene.code(member)), (member.name, member.password, "wrong"),
            (member.name, "TEST wrong password", "wrong"), ("nobody", "", ""),
        ] {
            let failure = await #expect(throws: StoreError.self) {
                try await scene.access.logIn(name: name, password: password, code: code)
            }
            #expect(failure?.code == .cannotWrite)
        }
    }

    @Test func `takes each one-time code once, and none of a step before`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("ayu", .reviewer)
        func logIn(_ code: String) async throws -> String? {
            try await scene.access.logIn(name: member.name, password: member.password, code: code)
        }
        #expect(try await logIn(scene.code(member)) == nil, "The code of the setting-up was used there.")
        scene.home.clock.advance(Seconds(30))
        let present = scene.code(member)
        let before = scene.code(member, in: -1)
        #expect(try await logIn(present) != nil)
        #expect(try await logIn(present) == nil)
        #expect(try await logIn(before) == nil)
    }

    @Test func `takes each recovery code once, however it is typed`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("ayu", .reviewer)
        #expect(Set(member.recovery).count == Login.recoveryCodes)
        let typed =
            member.recovery[0].prefix(5).uppercased() + "-" + member.recovery[0].dropFirst(5).prefix(5) + " "
            + member.recovery[0].dropFirst(10)
        func logIn(_ code: String) async throws -> String? {
            try await scene.access.logIn(name: member.name, password: member.password, code: code)
        }
        #expect(try await logIn(typed) != nil)
        #expect(try await logIn(member.recovery[0]) == nil)
        #expect(try await logIn(member.recovery[9]) != nil)
    }

    @Test func `compares names without large and small letters, and however letters are composed`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("José  Straße", .reviewer)
        for name in ["JOSÉ  STRASSE", "jose\u{301}  straße", " José  Straße\n", "jos\u{200B}é  strasse"] {
            scene.home.clock.advance(Seconds(30))
            let code = scene.code(member)
            #expect(try await scene.access.logIn(name: name, password: member.password, code: code) != nil, "\(name)")
        }
        scene.home.clock.advance(Seconds(30))
        let code = scene.code(member)
        #expect(try await scene.access.logIn(name: "jose  strasse", password: member.password, code: code) == nil)
    }

    @Test func `compares passwords however their letters are composed, and nothing else about them`() async throws {
        let scene = try await ConsoleScene()
        let person = try await scene.person([.reviewer])
        let member = try await scene.enrol(
            person,
            by: scene.link(person),
            as: "ayu",
            password: "TEST caf\u{E9} password"
        )
        for (password, isRight) in [("TEST cafe\u{301} password", true), ("TEST Café password", false)] {
            scene.home.clock.advance(Seconds(30))
            let secret = try await scene.access.logIn(name: "ayu", password: password, code: scene.code(member))
            #expect((secret != nil) == isRight)
        }
    }

    @Test func `records who and when, and nothing that was typed`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("ayu-to-hide", .reviewer)
        let secret = try await scene.logIn(member)
        let passed = try await scene.events(LoginPassed.type, SessionOpened.type)
        #expect(passed.map(\.type) == [LoginPassed.type, SessionOpened.type])
        #expect(passed.allSatisfy { $0.actor == member.person.identifier && $0.organisation == scene.own })
        for event in try await scene.events() {
            let facts = String(decoding: event.facts.description.utf8, as: UTF8.self)
            for word in [secret, member.password, "ayu-to-hide"] + member.recovery { #expect(!facts.contains(word)) }
        }
        #expect(try await scene.home.store.audit().finding == nil)
    }

    @Test func `of somebody who left or was erased is over at once`() async throws {
        for isErased in [false, true] {
            let scene = try await ConsoleScene()
            let member = try await scene.member("ayu", .reviewer)
            let secret = try await scene.logIn(member)
            let node = scene.home.node
            if isErased {
                _ = try await node.erasePerson(member.person, of: scene.own, by: scene.home.administrator)
            } else {
                _ = try await node.changePerson(member.person, of: scene.own, .leave, by: scene.home.administrator)
            }
            #expect(try await !scene.isIn(secret))
            scene.home.clock.advance(Seconds(30))
            let again = try await scene.access.logIn(name: "ayu", password: member.password, code: scene.code(member))
            #expect(again == nil)
            #expect(try await scene.events(SessionEnded.type).count == 1)
            #expect(try await scene.login(member.person)?.isClosed == true)
            let left = try await scene.sealed(member.person)
            #expect(left.count == (isErased ? 0 : 1), "Only the name of somebody who left stays: \(left)")
            #expect(await refusal { try await scene.link(member.person) } == "not-found")
            #expect(try await scene.home.store.audit().finding == nil)
        }
    }
}

@Suite struct `A set-up link` {
    @Test func `works once, and not after its time`() async throws {
        let scene = try await ConsoleScene()
        let person = try await scene.person([.reviewer])
        let link = try await scene.link(person, lasting: .hours(1))
        #expect(try await scene.access.enrolment(link)?.name == "TEST person")
        #expect(try await scene.access.enrolment(link + "0") == nil)
        _ = try await scene.enrol(person, by: link, as: "ayu")
        #expect(try await scene.access.enrolment(link) == nil)
        let code = await refusal {
            try await scene.access.enrol(link, name: "eve", password: "TEST another password", code: "000000")
        }
        #expect(code == "invitation-expired")

        let late = try await scene.link(person, lasting: .hours(1))
        scene.home.clock.advance(.hours(1))
        #expect(try await scene.access.enrolment(late) == nil)
        #expect(await refusal { try await scene.link(person, lasting: .days(8)) } == "invitation-time")
    }

    @Test func `is void once another was given`() async throws {
        let scene = try await ConsoleScene()
        let person = try await scene.person([.reviewer])
        let first = try await scene.link(person)
        let second = try await scene.link(person)
        #expect(try await scene.access.enrolment(first) == nil)
        #expect(try await scene.access.enrolment(second)?.person == person)
    }

    @Test func `wants a right code, a long password and a name that can be seen`() async throws {
        let scene = try await ConsoleScene()
        let person = try await scene.person([.reviewer])
        let link = try await scene.link(person)
        let generator = try #require(try await scene.access.enrolment(link)).totpSecret
        let again = try #require(try await scene.access.enrolment(link)).totpSecret
        #expect(generator == again && generator.count == 20, "The page may be loaded twice.")
        let right = OneTimeCode.code(secret: generator, step: scene.home.clock.now.microseconds / 30_000_000)
        let password = "TEST right password"
        for (name, password, code, expected) in [
            ("ayu", password, "", "code-wrong"), ("ayu", password, right + "0", "code-wrong"),
            ("ayu", "eleven char", right, "password-length"),
            ("ayu", String(repeating: "x", count: 1025), right, "password-length"),
            (" ", password, right, "name-invalid"), ("\u{200B}\u{AD}", password, right, "name-invalid"),
            (String(repeating: "x", count: 101), password, right, "name-invalid"),
        ] {
            let found = await refusal {
                try await scene.access.enrol(link, name: name, password: password, code: code)
            }
            #expect(found == expected)
        }
        #expect(try await scene.access.enrolment(link) != nil, "A mistake does not use the link up.")
    }

    @Test(arguments: ["AYU", "ayu", "\u{FF41}yu"])
    func `gives no name that somebody logs in with, in whatever letters`(name: String) async throws {
        let scene = try await ConsoleScene()
        _ = try await scene.member("Ayu", .reviewer)
        let second = try await scene.person([.reviewer])
        let link = try await scene.link(second)
        let code = await refusal { try await scene.enrol(second, by: link, as: name) }
        // A wide letter is another letter.
        #expect(code == (name.first == "\u{FF41}" ? nil : "name-taken"))
    }

    @Test func `finds out three names of others and no more`() async throws {
        let scene = try await ConsoleScene()
        let names = ["ayu", "budi", "citra", "dewi"]
        for name in names { _ = try await scene.member(name, .reviewer) }
        let person = try await scene.person([.reviewer])
        let link = try await scene.link(person)
        for name in names.prefix(ConsoleAccess.takenNamesMax) {
            #expect(await refusal { try await scene.enrol(person, by: link, as: name) } == "name-taken")
        }
        #expect(try await scene.access.enrolment(link) == nil)
        let code = await refusal {
            try await scene.access.enrol(link, name: "dewi", password: "TEST right password", code: "000000")
        }
        #expect(code == "invitation-expired")
        _ = try await scene.enrol(person, by: try await scene.link(person), as: "eko")
    }

    @Test func `of the same person takes the name along, and ends what was set up before`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("ayu", .reviewer)
        let session = try await scene.logIn(member)
        let link = try await scene.link(member.person)
        #expect(try await scene.isIn(session), "A link that waits changes nothing.")
        let renamed = try await scene.enrol(member.person, by: link, as: "lestari", password: "TEST second password")
        #expect(try await !scene.isIn(session))
        scene.home.clock.advance(Seconds(30))
        for old in [member, renamed] {
            let secret = try await scene.access.logIn(name: "ayu", password: old.password, code: scene.code(old))
            #expect(secret == nil)
        }
        _ = try await scene.logIn(renamed)
        // The name before is free.
        _ = try await scene.member("ayu", .reviewer)
        let left = try await scene.sealed(member.person)
        #expect(left.count == 5, "The person's name, and four parts of the newest setting-up: \(left)")
        #expect(try await scene.home.store.audit().finding == nil)
    }

    @Test func `is given by the person's own administrator alone`() async throws {
        let scene = try await ConsoleScene(kind: .secretariat, isExchange: true)
        let person = try await scene.person([.auditor])
        let (stranger, _) = try await scene.home.member("TEST other", .platform, interests: nil)
        #expect(
            await refusal { try await scene.access.invite(person, lasting: .hours(1), by: stranger) } == "not-found"
        )
        #expect(await refusal { try await scene.access.closeLogin(person, by: stranger) } == "not-found")
        let auditor = try await scene.home.person(.auditor)
        let code = await refusal { try await scene.access.invite(person, lasting: .hours(1), by: auditor) }
        #expect(code == "role-not-allowed")
        #expect(await refusal { try await scene.access.closeLogin(person, by: auditor) } == "role-not-allowed")
        #expect(await refusal { try await scene.access.logins(of: scene.own, for: stranger) } == "not-found")
        #expect(await refusal { try await scene.access.login(of: person, for: stranger) } == "not-found")
        for organisation in [scene.own, stranger.organisation.id] {
            let code = await refusal {
                try await scene.home.node.closeLogin(of: person, in: organisation, by: stranger)
            }
            #expect(code == "not-found")
        }
        #expect(try await !scene.access.login(of: person, for: auditor).isOpen)
        let reader = try await scene.access.logins(of: scene.own, for: auditor)
        #expect(reader.logins.count == 3, "An auditor reads who can log in: \(reader.logins.count)")
    }
}
