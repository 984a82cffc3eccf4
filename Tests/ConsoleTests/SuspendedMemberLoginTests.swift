import Console
import Cooperation
import Services
import Testing

/// A suspension is one event: nobody of the member is in after it.
@Suite struct `People of a member that is suspended` {
    private static func isIn(_ page: LiveConsole.Page) -> Bool { page.shows(#"action="/console/logout""#) }

    private static func isSentToLogin(_ page: LiveConsole.Page) -> Bool {
        page.status == 200 && page.shows(#"action="/console/login""#) && !isIn(page)
    }

    /// The secretary changes the member's standing on its page.
    private static func change(
        _ member: Caller,
        to standing: Standing,
        by secretary: LiveConsole.Browser
    ) async throws {
        let path = "/console/members/\(member.organisation.id)"
        let fields = ["standing": standing.rawValue, "reason": "TEST vote"]
        let changed = try await secretary.send(path + "/standing", fields, from: path)
        #expect(changed.status == 200, "\(standing)")
    }

    private static func logIn(
        _ console: LiveConsole,
        _ name: String,
        _ code: String
    ) async throws -> LiveConsole.Page {
        let body = "name=\(name)&password=TEST password&code=\(code)&next=".replacing(" ", with: "+")
        return try await console.stranger.forge("/console/login", body)
    }

    @Test(arguments: [OrganisationKind.authority, .platform])
    func `are out with their next request and don't get in anew, until the member is taken back`(
        kind: OrganisationKind
    ) async throws {
        let platform = try await TestPlatform(.secretariat, isExchange: true)
        let member = try await platform.member(kind)
        let role: Role = kind == .authority ? .officer : .curator
        let (name, codes) = try await platform.login([role], of: member)
        let session = try #require(
            try await platform.access.logIn(name: name, password: "TEST password", code: codes[0])
        )
        let places = try PageWalk.places(of: platform)
        try await LiveConsole.serving(platform) { console in
            let browser = console.browser(session: session)
            let colleague = try await console.browser(role, of: member)
            let secretary = try await console.browser(.secretary)
            let own = "/console/account/preferences"
            let token = try await browser.token(own)
            let chosen = "language=ms&colourScheme=dark&token=\(token)"
            #expect(Self.isIn(try await browser.page("/console/members")))
            try await Self.change(member, to: .suspended, by: secretary)
            let before = try await platform.journalSize()
            #expect(Self.isSentToLogin(try await browser.page("/console/members")))
            #expect(Self.isSentToLogin(try await colleague.page("/console")))
            for place in places {
                let answer =
                    if place.isForm {
                        try await browser.forge(place.path, chosen)
                    } else {
                        try await browser.page(place.path)
                    }
                #expect(Self.isSentToLogin(answer), "\(place.operation): \(answer.status)")
            }
            let refused = try await Self.logIn(console, name, codes[1])
            #expect(!Self.isIn(refused) && !refused.cookies.contains { $0.contains("session") })
            #expect(try await platform.journalSize() == before, "Nobody got in and nothing was done.")
            #expect(Self.isIn(try await secretary.page("/console/members")))
            try await Self.change(member, to: .active, by: secretary)
            #expect(Self.isIn(try await browser.page("/console/members")))
            #expect(Self.isIn(try await browser.forge(own, chosen)))
            // The code was not spent.
            #expect(Self.isIn(try await Self.logIn(console, name, codes[1])))
        }
    }

    @Test func `don't get in once it has withdrawn, and do while it is restricted`() async throws {
        let platform = try await TestPlatform(.secretariat, isExchange: true)
        let member = try await platform.member(.authority)
        let (name, codes) = try await platform.login([.officer], of: member)
        try await LiveConsole.serving(platform) { console in
            let secretary = try await console.browser(.secretary)
            try await Self.change(member, to: .restricted, by: secretary)
            #expect(Self.isIn(try await Self.logIn(console, name, codes[0])))
            try await Self.change(member, to: .withdrawn, by: secretary)
            #expect(!Self.isIn(try await Self.logIn(console, name, codes[1])))
        }
    }
}
