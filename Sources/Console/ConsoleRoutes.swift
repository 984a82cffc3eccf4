import Cooperation
import HTTPServing
import HTTPTypes
import NIOCore
import Services

/// Every page of the console over one node.
package struct ConsoleRoutes: Sendable {
    package typealias ConsoleRoute = Route<Permission, Caller>

    let node: Node
    let access: ConsoleAccess
    let settings: ConsoleSettings
    let catalogues: Catalogues
    let templates: Templates
    let cookies: ConsoleCookies
    let throttle: LoginThrottle
    let reports = ImportReports()
    let uploads: UploadGate<ID<Key>>
    let liveStreams = LiveStreams()
    let papers: RequestPapers?
    let following: @Sendable () -> FollowContact?
    let condition: @Sendable () -> String

    /// Makes the pages.
    ///
    /// - Parameters:
    ///   - node: whose pages they are.
    ///   - access: how people get in.
    ///   - settings: what the console must know of its surroundings.
    ///   - uploads: bounds what files hold in memory, here and at the node's other faces.
    ///   - papers: what makes pages and paper of requests; `nil` where nothing is printed.
    ///   - following: how near the exchange is that the node follows over a line.
    ///   - now: the monotonic clock, for the throttling of attempts to log in.
    ///   - condition: how the node is: `starting`, `ready` or `degraded`.
    /// - Throws: `Catalogue.Damaged` and what a damaged template throws: mistakes of the program.
    package init(
        node: Node,
        access: ConsoleAccess,
        settings: ConsoleSettings,
        uploads: UploadGate<ID<Key>> = UploadGate(),
        papers: RequestPapers? = nil,
        following: @escaping @Sendable () -> FollowContact? = { nil },
        now: @escaping @Sendable () -> NIODeadline,
        condition: @escaping @Sendable () -> String
    ) throws {
        self.node = node
        self.access = access
        self.settings = settings
        self.uploads = uploads
        self.papers = papers
        self.following = following
        self.condition = condition
        catalogues = try Catalogues()
        templates = try Templates()
        cookies = ConsoleCookies(node: node.identity.organisation, isSecure: settings.isSecure)
        throttle = LoginThrottle(now: now)
    }

    /// All pages.
    ///
    /// - Throws: `RouteTableError` where one is written wrongly.
    package func all() throws -> [ConsoleRoute] {
        let parts = try [
            assets(),
            entrance(),
            setup(), setupWithPasskey(),
            overview(),
            queue(), live(),
            cases(),
            check(),
            compare(),
            practice(),
            signals(),
            signal(),
            propose(),
            banks(),
            bank(),
            imports(),
            journal(),
            acts(),
            exchanges(),
            decisions(),
            closures(),
            members(),
            agreements(),
            submissions(),
            people(), personCare(), personOfficers(), personLogins(),
            keys(), webhooks(),
            register(), officePages(), officerPages(), instrumentPages(),
            components(),
            account(), preferences(), readings(), quality(), alerts(), rosters(), canaries(), clocks(), clockRules(),
            pictures(),
            threats(), newThreat(), threat(), threatNotices(),
            requests(), newRequests(), requestDrafts(), officerKeys(),
            assessments(), assessmentActs(), forgery(), paperRequests(), paperScans(), guestRequests(), requestPapers(),
            requestReceipts(), requestOrders(), exercises(),
            nowhere(),
        ]
        let routes = parts.flatMap(\.self)
        return routes + (try returning(from: routes))
    }
}
