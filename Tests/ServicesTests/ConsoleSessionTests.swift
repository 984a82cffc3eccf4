import Cooperation
import Services
import Store
import Testing

@Suite struct `A session of the console` {
    @Test func `ends when it is revoked, when its time is over, and only then`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("ayu", .reviewer)
        let first = try await scene.logIn(member)
        let second = try await scene.logIn(member)
        #expect(try await !scene.isIn(first + "0"))
        #expect(try await !scene.isIn(""))
        let sessions = try await scene.access.sessions(of: member.person)
        #expect(sessions.count == 2 && sessions[0].openedAt > sessions[1].openedAt)
        let stranger = try await scene.member("eve", .reviewer)
        let code = await refusal {
            try await scene.access.endSession(sessions[1].id, .revoked, of: stranger.person)
        }
        #expect(code == "not-found")
        try await scene.access.endSession(sessions[1].id, .revoked, of: member.person)
        try await scene.access.endSession(sessions[1].id, .revoked, of: member.person)
        #expect(try await !scene.isIn(first))
        #expect(try await scene.isIn(second))
        #expect(try await scene.access.sessions(of: member.person).map(\.id) == [sessions[0].id])
        scene.home.clock.advance(Session.timeMax)
        #expect(try await !scene.isIn(second))
        #expect(try await scene.access.sessions(of: member.person).isEmpty)
        #expect(try await scene.events(SessionEnded.type).count == 1)
    }

    @Test func `makes room for the newest, and none that expired is left behind`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("ayu", .reviewer)
        var secrets: [String] = []
        for _ in 0..<Session.openMax + 2 { secrets.append(try await scene.logIn(member)) }
        #expect(try await !scene.isIn(secrets[0]))
        #expect(try await !scene.isIn(secrets[1]))
        for secret in secrets.dropFirst(2) { #expect(try await scene.isIn(secret)) }
        scene.home.clock.advance(Session.timeMax)
        _ = try await scene.logIn(member)
        let unended = try await scene.home.store.read {
            try $0.count(AggregateQuery<Session>([.equals(.ended, .integer(0))]))
        }
        #expect(unended == 1)
    }

    @Test func `follows a change of roles at once`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("ayu", .reviewer, .curator)
        let secret = try await scene.logIn(member)
        let before = try await scene.visit(secret)
        #expect(before.may(.decideCases) && before.may(.proposeSignals) && !before.may(.keepPeople))
        #expect(try before.caller(for: .decideCases).role == .reviewer)
        #expect(try before.caller(for: .decideCases).author.actor == member.person.identifier)
        _ = try await scene.home.node.changePerson(
            member.person,
            of: scene.own,
            .changeRoles([.auditor]),
            by: scene.home.administrator
        )
        let after = try await scene.visit(secret)
        #expect(!after.may(.decideCases) && !after.may(.proposeSignals) && after.may(.readCases))
    }

    @Test func `stays when its password is changed, and all others end`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("ayu", .reviewer)
        let other = try await scene.logIn(member)
        let secret = try await scene.logIn(member)
        let visit = try await scene.visit(secret)
        let new = "TEST second password"
        for (old, wanted, expected) in [
            ("TEST wrong password", new, "password-wrong"), ("", new, "password-wrong"),
            (member.password, "short", "password-length"),
        ] {
            let code = await refusal { try await scene.access.changePassword(of: visit, from: old, to: wanted) }
            #expect(code == expected)
        }
        #expect(try await scene.isIn(other))
        try await scene.access.changePassword(of: visit, from: member.password, to: new)
        #expect(try await scene.isIn(secret))
        #expect(try await !scene.isIn(other))
        let ended = try await scene.events(SessionEnded.type)
        #expect(try ended.map { try $0.payload(SessionEnded.self).reason } == [.passwordChanged])
        scene.home.clock.advance(Seconds(30))
        let code = scene.code(member)
        #expect(try await scene.access.logIn(name: "ayu", password: member.password, code: code) == nil)
        #expect(try await scene.access.logIn(name: "ayu", password: new, code: code) != nil)
        let parts = try await scene.sealed(member.person).map { $0.drop { $0 != " " }.dropFirst() }.sorted()
        #expect(parts == ["loginKey", "name", "name", "password", "totp"], "The password before is erased.")
    }

    @Test func `that ended changes no password`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("ayu", .reviewer)
        let visit = try await scene.visit(member)
        try await scene.access.endSession(visit.session.id, .loggedOut, of: member.person)
        let code = await refusal {
            try await scene.access.changePassword(of: visit, from: member.password, to: "TEST second password")
        }
        #expect(code == "password-wrong")
    }

    @Test func `records asking for what is not the person's, once an hour for each operation`() async throws {
        let scene = try await ConsoleScene(kind: .authority, passkeysRequired: false)
        let member = try await scene.member("ayu", .officer)
        let visit = try await scene.visit(member)
        let size = scene.home.store.journalGrowth.size
        for _ in 0..<3 { try await scene.access.noteRefusal(operation: "consoleCase", of: visit) }
        try await scene.access.noteRefusal(operation: "consoleSignals", of: visit)
        #expect(scene.home.store.journalGrowth.size == size + 2)
        scene.home.clock.advance(.hours(1))
        try await scene.access.noteRefusal(operation: "consoleCase", of: visit)
        let refused = try await scene.events(LoginRefused.type)
        #expect(
            try refused.map { try $0.payload(LoginRefused.self).operation }
                == ["consoleCase", "consoleSignals", "consoleCase"]
        )
        #expect(refused.allSatisfy { $0.actor == member.person.identifier })
        let code = await refusal { try await scene.access.noteRefusal(operation: "/console/cases", of: visit) }
        #expect(code == "operation-unknown")
    }
}

@Suite struct `An administrator` {
    @Test func `sees who can log in and how, page by page`() async throws {
        let scene = try await ConsoleScene(passkeysRequired: false)
        let member = try await scene.member("ayu", .reviewer)
        let without = try await scene.person([.reviewer])
        let invited = try await scene.person([.reviewer])
        _ = try await scene.link(invited, lasting: .hours(1))
        let keyed = try await scene.person([.counsel])
        var authenticator = try await scene.setUp(keyed)
        _ = try #require(try await scene.logIn(&authenticator))
        _ = try await scene.logIn(member)
        let administrator = scene.home.administrator
        let (logins, next) = try await scene.access.logins(of: scene.own, for: administrator)
        #expect(logins.map(\.person.id) == [member.person, without, invited, keyed] && next == nil)
        #expect(logins.map(\.hasPassword) == [true, false, false, false])
        #expect(logins.map(\.passkeys) == [0, 0, 0, 1])
        #expect(logins.map { $0.invitedUntil != nil } == [false, false, true, false])
        #expect(logins.map { $0.lastPassedAt != nil } == [true, false, false, true])
        #expect(logins.allSatisfy { $0.name == "TEST person" })
        scene.home.clock.advance(.hours(1))
        var paged: [ID<Person>] = []
        var after: ID<Person>?
        repeat {
            let page = try await scene.access.logins(of: scene.own, after: after, limit: 1, for: administrator)
            paged += page.logins.map(\.person.id)
            #expect(page.logins.allSatisfy { $0.invitedUntil == nil }, "The link's time is over.")
            #expect(page.logins.allSatisfy { $0.passkeys == ($0.person.id == keyed ? 1 : 0) })
            after = page.next
        } while after != nil
        #expect(paged == logins.map(\.person.id))
    }

    @Test func `closes a login, and nothing of it works again, not even after a new link`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("ayu", .reviewer)
        let secret = try await scene.logIn(member)
        let administrator = scene.home.administrator
        let nobody = try await scene.person([.reviewer])
        try await scene.access.closeLogin(nobody, by: administrator)
        try await scene.access.closeLogin(member.person, by: administrator)
        #expect(try await !scene.isIn(secret))
        let ended = try await scene.events(SessionEnded.type)
        #expect(try ended.map { try $0.payload(SessionEnded.self).reason } == [.closed])
        #expect(try await scene.sealed(member.person).count == 1, "The person's name stays.")
        let link = try await scene.link(member.person)
        scene.home.clock.advance(Seconds(30))
        for code in [scene.code(member), member.recovery[0]] {
            #expect(try await scene.access.logIn(name: "ayu", password: member.password, code: code) == nil)
        }
        let again = try await scene.enrol(member.person, by: link, as: "ayu")
        _ = try await scene.logIn(again)
        #expect(try await scene.home.store.audit().finding == nil)
    }

    @Test func `does not close the last login that lets an administrator in, nor do two each other's`() async throws {
        let scene = try await ConsoleScene()
        let last = try await scene.person([.administrator, .lead])
        var authenticator = try await scene.setUp(last)
        let secret = try #require(try await scene.logIn(&authenticator))
        let caller = try await scene.visit(secret).caller(for: .keepPeople)
        let invited = try await scene.person([.administrator])
        _ = try await scene.link(invited)
        #expect(await refusal { try await scene.access.closeLogin(last, by: caller) } == "last-administrator")
        #expect(try await scene.isIn(secret), "Who was only invited is not in yet.")
        try await scene.access.closeLogin(invited, by: caller)
        let view = try await scene.access.login(of: invited, for: caller)
        #expect(view.isClosed && !view.isOpen && view.invitedUntil == nil)
        let second = try await scene.person([.administrator])
        _ = try await scene.setUp(second, seed: 2)
        try await scene.access.closeLogin(last, by: caller)
        #expect(try await !scene.isIn(secret))
        // Whoever was asked to be closed may have asked for the other's closing at the same moment.
        #expect(await refusal { try await scene.access.closeLogin(second, by: caller) } == "last-administrator")
        #expect(try await scene.login(second)?.hasPasskeys == true)
    }

    @Test func `closes a login, and the keys that act in the person's name work on`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("ayu", .reviewer)
        let node = scene.home.node
        let issued = try await node.issueKey(
            for: scene.own,
            role: .reviewer,
            person: member.person,
            vouches: false,
            expiresAt: nil,
            by: scene.home.administrator
        )
        try await scene.access.closeLogin(member.person, by: scene.home.administrator)
        let now = scene.home.clock.now
        let caller = try await node.keys.caller(secret: Array(issued.secret.utf8), actingPerson: nil, now: now)
        #expect(caller?.person == member.person)
    }
}
