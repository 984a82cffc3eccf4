import Console
import Cooperation
import HTTPServing
import HTTPTypes
import NIOCore
import Services
import Testing

/// Every role asks for every page.
@Suite struct `Page walk` {
    /// The codes that a page of refusal shows to who may not see what was asked for.
    private static let turnedAway = [
        "not-on-this-node", "not-the-operator", "standing-insufficient", "kind-not-allowed", "role-not-allowed",
        "person-needed",
    ]

    private struct Place: Sendable {
        let operation: String
        let path: String
        let permission: Permission
    }

    /// The pages that need a login, with ids that nothing has; the one that never ends is left out.
    private static func pages(of platform: TestPlatform) throws -> [Place] {
        let console = try ConsoleRoutes(
            node: platform.node,
            access: platform.access,
            settings: ConsoleSettings(),
            now: { .now() },
            condition: { "ready" }
        )
        return try console.all().compactMap { route in
            guard case .sessionRequired(let permission) = route.access, route.method == .get,
                !route.limits.streamsAnswer
            else { return nil }
            let path = route.template.segments.map { segment in
                switch segment {
                case .literal(let text): text
                case .parameter, .tail: ID<Case>(Identifier(derivedHigh: 7, low: 9)).description
                }
            }.joined(separator: "/")
            return Place(operation: route.operationID, path: "/" + path, permission: permission)
        }
    }

    private static func isTurnedAway(_ page: LiveConsole.Page) -> Bool {
        page.status == 403 && turnedAway.contains { page.shows("<code>\($0)</code>") }
    }

    @Test(arguments: RoleTable.roles(of: .platform).sorted())
    func `a platform's person sees the pages of their role and is turned away from all others`(role: Role) async throws
    {
        let platform = try await TestPlatform()
        let organisation = platform.administrator.organisation
        let pages = try Self.pages(of: platform)
        #expect(pages.count > 30)
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(role)
            for page in pages {
                let caller = Caller(
                    organisation: organisation,
                    key: ID(organisation.id.identifier),
                    role: role,
                    person: ID(organisation.id.identifier),
                    isOnExchange: false
                )
                let may = (try? AuthorisationRules.authorise(caller, page.permission)) != nil
                let answer = try await browser.page(page.path)
                #expect(Self.isTurnedAway(answer) == !may, "\(role), \(page.operation): \(answer.status)")
                #expect(answer.status != 500, "\(role), \(page.operation)")
            }
        }
    }

    @Test(arguments: RoleTable.roles(of: .authority).sorted())
    func `to an authority's person a page that is not theirs does not exist`(role: Role) async throws {
        let platform = try await TestPlatform()
        let authority = try await platform.member(.authority)
        let pages = try Self.pages(of: platform)
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(role, of: authority)
            for page in pages {
                let caller = Caller(
                    organisation: authority.organisation,
                    key: authority.key,
                    role: role,
                    person: ID(authority.organisation.id.identifier),
                    isOnExchange: false
                )
                let may = (try? AuthorisationRules.authorise(caller, page.permission)) != nil
                let answer = try await browser.page(page.path)
                #expect(may || answer.status == 404, "\(role), \(page.operation): \(answer.status)")
                #expect(!Self.isTurnedAway(answer) && answer.status != 500, "\(role), \(page.operation)")
            }
            let cases = try await browser.page("/console/queue")
            #expect(cases.status == 404 && !cases.shows("href=\"/console/queue\""), "The menu does not name it.")
        }
    }
}
