import Console
import Cooperation
import HTTPServing
import HTTPTypes
import NIOCore
import Services

/// The pages and forms that need a login, as somebody walks through all of them.
struct PageWalk: Sendable {
    struct Place: Sendable {
        let operation: String
        let path: String
        let permission: Permission
        let isForm: Bool

        /// Whether it never ends for somebody who may see it.
        var isEndless: Bool { operation == "console.queueLive" }
    }

    /// What a walk that lasts leaves out: the form that ends the walk.
    private static let left: Set<String> = ["console.logOut"]

    /// All of them, with ids that nothing has.
    static func places(of platform: TestPlatform) throws -> [Place] {
        let console = try ConsoleRoutes(
            node: platform.node,
            access: platform.access,
            settings: ConsoleSettings(),
            now: { .now() },
            condition: { "ready" }
        )
        return try console.all().compactMap { route in
            guard case .sessionRequired(let permission) = route.access, !left.contains(route.operationID) else {
                return nil
            }
            return Place(
                operation: route.operationID,
                path: path(of: route),
                permission: permission,
                isForm: route.method == .post
            )
        }
    }

    static func path(of route: ConsoleRoutes.ConsoleRoute) -> String {
        "/"
            + route.template.segments.map { segment in
                switch segment {
                case .literal(let text): text
                case .parameter, .tail: ID<Case>(Identifier(derivedHigh: 7, low: 9)).description
                }
            }.joined(separator: "/")
    }

    let organisation: Organisation
    let role: Role
    let isOnExchange: Bool

    /// Whether the role may, as the rules say that decide it for programs too.
    func may(_ permission: Permission) -> Bool {
        let caller = Caller(
            organisation: organisation,
            key: ID(organisation.id.identifier),
            role: role,
            person: ID(organisation.id.identifier),
            isOnExchange: isOnExchange
        )
        return (try? AuthorisationRules.authorise(caller, permission)) != nil
    }

    /// Asks for a page, or sends a form with nothing in it but the session's token.
    func visit(_ place: Place, _ browser: LiveConsole.Browser, token: String) async throws -> LiveConsole.Page {
        guard place.isForm else { return try await browser.page(place.path) }
        let answer = try await browser.forge(place.path, "token=\(token)")
        // One that wants files takes no token in a form of the other type.
        guard answer.shows("<code>cross-site</code>") else { return answer }
        return try await browser.forgeParts(place.path, ["token": token])
    }
}
