import Console
import Cooperation
import Services
import Testing

/// Every role of every kind of organisation asks for every page and sends every form.
@Suite struct `Page walk` {
    /// Who walks: somebody of the organisation whose node it is, or of a member.
    struct Walker: Sendable, CustomTestStringConvertible {
        let kind: OrganisationKind
        let isMember: Bool
        let isOnExchange: Bool
        let role: Role

        var testDescription: String {
            "\(role.rawValue) of \(isMember ? "a member" : "the node"), \(kind.rawValue)\(isOnExchange ? ", exchange" : "")"
        }

        static func all(_ kind: OrganisationKind, isMember: Bool, isOnExchange: Bool) -> [Walker] {
            RoleTable.roles(of: kind).sorted().map {
                Walker(kind: kind, isMember: isMember, isOnExchange: isOnExchange, role: $0)
            }
        }
    }

    private static let walkers =
        [OrganisationKind.platform, .authority, .secretariat, .civilSociety, .oversight].flatMap {
            Walker.all($0, isMember: false, isOnExchange: false)
        }
        + Walker.all(.authority, isMember: true, isOnExchange: false)
        + Walker.all(.secretariat, isMember: false, isOnExchange: true)
        + Walker.all(.civilSociety, isMember: false, isOnExchange: true)
        + [OrganisationKind.platform, .authority, .civilSociety, .oversight].flatMap {
            Walker.all($0, isMember: true, isOnExchange: true)
        }

    /// The codes that a page of refusal shows to who may not see what was asked for.
    private static let turnedAway = [
        "not-on-this-node", "not-the-operator", "standing-insufficient", "kind-not-allowed", "role-not-allowed",
        "person-needed",
    ]

    static func isTurnedAway(_ page: LiveConsole.Page) -> Bool {
        page.status == 403 && turnedAway.contains { page.shows("<code>\($0)</code>") }
    }

    @Test(arguments: walkers)
    func `shows the pages and takes the forms of a role, and turns it away from all others`(
        _ walker: Walker
    ) async throws {
        let own: OrganisationKind = walker.isMember ? walker.isOnExchange ? .secretariat : .platform : walker.kind
        let platform = try await TestPlatform(own, isExchange: walker.isOnExchange)
        let member = walker.isMember ? try await platform.member(walker.kind) : nil
        let walk = PageWalk(
            organisation: (member ?? platform.administrator).organisation,
            role: walker.role,
            isOnExchange: walker.isOnExchange
        )
        let places = try PageWalk.places(of: platform)
        #expect(places.count { $0.isForm } > 30 && places.count { !$0.isForm } > 30)
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(walker.role, of: member)
            let token = try await browser.token("/console/account/preferences")
            var pages = 0
            for place in places where !(place.isEndless && walk.may(place.permission)) {
                let answer = try await walk.visit(place, browser, token: token)
                let what = "\(place.operation): \(answer.status)"
                #expect(answer.status != 500, "\(what)")
                if answer.isPage {
                    pages += 1
                    #expect(PageGuards(of: answer) == .page, "\(what)")
                }
                if walker.kind == .authority {
                    // To an authority's people, pages that are not theirs do not exist.
                    #expect(walk.may(place.permission) || answer.status == 404, "\(what)")
                    #expect(!Self.isTurnedAway(answer), "\(what)")
                } else {
                    #expect(Self.isTurnedAway(answer) == !walk.may(place.permission), "\(what)")
                }
            }
            #expect(pages * 2 > places.count)
            guard walker.kind == .authority else { return }
            let cases = try await browser.page("/console/queue")
            #expect(cases.status == 404 && !cases.shows("href=\"/console/queue\""), "The menu does not name it.")
        }
    }

    @Test(arguments: [
        "/console/login", "/console/login?other=1", "/console/nowhere", "/console/setup/TEST", "/console/queue",
        "/guest/TEST",
    ])
    func `shows a stranger no page that is guarded less`(_ path: String) async throws {
        try await LiveConsole.serving(try await TestPlatform()) { console in
            let page = try await console.stranger.page(path)
            let guards: PageGuards = path.hasPrefix("/guest/") ? .secretAddress : .page
            #expect(page.isPage && PageGuards(of: page) == guards, "\(page.status)")
        }
    }

    @Test func `shows whoever logs in wrongly no page that is guarded less`() async throws {
        try await LiveConsole.serving(try await TestPlatform()) { console in
            let page = try await console.stranger.forge("/console/login", "name=TEST&password=TEST&code=000000&next=")
            #expect(page.isPage && PageGuards(of: page) == .page, "\(page.status)")
        }
    }
}
