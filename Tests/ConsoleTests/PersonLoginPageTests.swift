import Cooperation
import Services
import Testing

/// Who of one's own people can log in, and closing a login.
@Suite struct PersonLoginPageTests {
    private static func page(of session: String, on platform: TestPlatform) async throws -> String {
        let visit = try #require(try await platform.access.visit(session))
        return "/console/people/\(visit.person.id)"
    }

    @Test func `a stranger's organisation is told of no login, and closes none`() async throws {
        let platform = try await TestPlatform(.secretariat, isExchange: true)
        let session = try await platform.session([.auditor])
        let page = try await Self.page(of: session, on: platform)
        let member = try await platform.member(.platform)
        try await LiveConsole.serving(platform) { console in
            let stranger = try await console.browser(.administrator, of: member)
            #expect(try await !stranger.page("/console/people").shows(page))
            #expect(try await stranger.page(page).status == 404)
            #expect(try await stranger.page(page + "/closing").status == 404)
            let token = try await stranger.token("/console/account/preferences")
            #expect(try await stranger.forge(page + "/closing", "token=\(token)").status == 404)
            #expect(try await platform.access.visit(session) != nil)
        }
    }

    @Test func `an auditor reads who can log in and how, and closes nothing`() async throws {
        let platform = try await TestPlatform()
        let session = try await platform.session([.reviewer])
        let page = try await Self.page(of: session, on: platform)
        _ = try await platform.colleague()
        try await LiveConsole.serving(platform) { console in
            let auditor = try await console.browser(.auditor)
            let list = try await auditor.page("/console/people")
            #expect(list.shows("password and code") && list.shows("not set up") && list.shows("never"))
            let shown = try await auditor.page(page)
            #expect(shown.status == 200 && shown.shows("password and code") && !shown.shows(page + "/closing"))
            #expect(try await auditor.page(page + "/closing").status == 403)
            let token = try await auditor.token("/console/account/preferences")
            let sent = try await auditor.forge(page + "/closing", "token=\(token)")
            #expect(sent.status == 403 && sent.shows("<code>role-not-allowed</code>"))
            #expect(try await platform.access.visit(session) != nil)
        }
    }

    @Test func `an administrator is asked once more, closes a login, and the other's session ends`() async throws {
        let platform = try await TestPlatform()
        let session = try await platform.session([.reviewer])
        let page = try await Self.page(of: session, on: platform)
        try await LiveConsole.serving(platform) { console in
            let administrator = try await console.browser(.administrator)
            #expect(try await administrator.page(page).shows(page + "/closing"))
            let asked = try await administrator.page(page + "/closing")
            #expect(asked.status == 200 && asked.shows("password and code"))
            #expect(asked.shows("sessions end at once") && asked.shows("go on working"))
            let forged = try await administrator.forge(page + "/closing", "")
            #expect(forged.status == 403 && forged.shows("<code>cross-site</code>"))
            #expect(try await platform.access.visit(session) != nil, "Nothing was sent from the page yet.")
            let closed = try await administrator.send(page + "/closing", [:], from: page + "/closing")
            #expect(closed.status == 200 && closed.shows("The login was closed"))
            #expect(try await platform.access.visit(session) == nil)
            #expect(!closed.shows(page + "/closing"), "There is nothing to close any more.")
            #expect(try await administrator.page(page + "/closing").status == 404)
        }
    }

    @Test func `the last administrator who can log in stays in, and with another one goes`() async throws {
        let platform = try await TestPlatform()
        let session = try await platform.session([.administrator])
        let page = try await Self.page(of: session, on: platform) + "/closing"
        try await LiveConsole.serving(platform) { console in
            let browser = console.browser(session: session)
            let refused = try await browser.send(page, [:], from: page)
            #expect(refused.status == 422 && refused.shows("Nobody else can log in as an administrator"))
            #expect(try await platform.access.visit(session) != nil)
            let other = try await platform.session([.administrator])
            let out = try await browser.send(page, [:], from: page)
            #expect(out.status == 200 && out.shows("You are logged out."))
            #expect(try await platform.access.visit(session) == nil)
            #expect(try await platform.access.visit(other) != nil)
        }
    }

    @Test func `the page of people takes as many statements for four times as many logins`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.administrator)
            var found: [Int] = []
            for count in [1, 6] {
                for _ in 0..<count { _ = try await platform.session([.reviewer]) }
                _ = try await browser.page("/console/people")
                _ = platform.statements.take()
                let page = try await browser.page("/console/people")
                found.append(platform.statements.take().reduce(0, +))
                #expect(page.text.split(separator: "password and code").count - 1 == (count == 1 ? 2 : 8))
            }
            #expect(found.count == 2 && found[0] > 0 && found[0] == found[1], "\(found)")
        }
    }
}
