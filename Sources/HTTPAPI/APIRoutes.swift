import Cooperation
import HTTPServing
import HTTPTypes
import Services

/// Every route of the program's own API over one node.
package struct APIRoutes: Sendable {
    package typealias APIRoute = Route<Permission, Caller>
    /// Makes the file of an answer: of which request, in which form (html, pdf or json) and language, and for whom.
    package typealias AnswerFile = @Sendable (ID<Request>, String, String?, Caller) async throws -> OutgoingResponse

    /// How many entries a page of a list holds where the client does not say.
    static let pageSizeDefault = 100
    /// How many it holds at most.
    static let pageSizeMax = 1000

    let node: Node
    let uploads: UploadGate<ID<Key>>
    /// Where answers wait for clients that send and do not read.
    let backlog: BacklogLimits
    /// The requests that are being answered under words of their callers' choice.
    let repeats = RepeatGate()
    private let requestMetrics: RequestMetrics
    private let furtherMetrics: FurtherMetrics
    let contradictingWitnesses: @Sendable () -> [String]
    /// How near the exchange is that the node follows over a line; `nil` where it follows none.
    let following: @Sendable () -> FollowContact?
    let answerFile: AnswerFile
    private let condition: @Sendable () -> NodeCondition

    /// Makes the routes.
    ///
    /// - Parameters:
    ///   - node: whose routes they are.
    ///   - uploads: bounds what files hold in memory, here and at the node's other faces.
    ///   - backlog: where answers wait for clients that send and do not read.
    ///   - requestMetrics: what the door counts.
    ///   - furtherMetrics: what other parts of the program count.
    ///   - answerFile: makes the files of answers, for people as well.
    ///   - contradictingWitnesses: the names of the witnesses that saw another history of the log, for its status.
    ///   - following: how near the exchange is that the node follows over a line; `nil` where it follows none.
    ///   - condition: how the node is, for its status.
    package init(
        node: Node,
        uploads: UploadGate<ID<Key>> = UploadGate(),
        backlog: BacklogLimits = BacklogLimits(folder: "/var/tmp"),
        requestMetrics: RequestMetrics = RequestMetrics(),
        furtherMetrics: @escaping FurtherMetrics = { [] },
        answerFile: @escaping AnswerFile = { _, _, _, _ in
            throw Refusal(.notFound, "not-found", "Nothing is printed on this node.")
        },
        contradictingWitnesses: @escaping @Sendable () -> [String] = { [] },
        following: @escaping @Sendable () -> FollowContact? = { nil },
        condition: @escaping @Sendable () -> NodeCondition
    ) {
        self.node = node
        self.uploads = uploads
        self.backlog = backlog
        self.requestMetrics = requestMetrics
        self.furtherMetrics = furtherMetrics
        self.answerFile = answerFile
        self.contradictingWitnesses = contradictingWitnesses
        self.following = following
        self.condition = condition
    }

    /// All routes, in the order of the API description.
    ///
    /// - Throws: `RouteTableError` where one is written wrongly.
    package func all() throws -> [APIRoute] {
        try status(condition) + metrics(requestMetrics, furtherMetrics, condition) + checks() + signals()
            + signalImport()
            + submissions() + banks() + agreements()
            + organisations()
            + people() + addresses() + keys() + webhooks() + deadDeliveries() + cases() + readings() + decisions()
            + preferences() + events()
            + exchanges() + alerts() + roster() + threats() + threatNotices() + clocks() + instruments() + offices()
            + officers() + officerKeys() + requestDrafts() + requests() + guestRequests() + assessments()
            + requestProofs() + ownRequests() + itemStanding() + exercises() + declaredExercises()
            + canaries()
            + log()
    }

    /// Why a caller lacks a permission.
    ///
    /// A node that vouches names its person with each request, so that the person is asked for again when the request
    /// is handled.
    @Sendable
    package static func authorise(_ permission: Permission, _ caller: Caller) -> Problem? {
        if caller.isNode, caller.person == nil, AuthorisationRules.rule(for: permission).needsPerson { return nil }
        do throws(Refusal) {
            try AuthorisationRules.authorise(caller, permission)
            return nil
        } catch {
            return Problem(error)
        }
    }

    typealias Handler = @Sendable (IncomingRequest, Caller) async throws -> OutgoingResponse

    /// A route that needs a key with a permission.
    ///
    /// A query parameter that is not among `query` is refused: misspelt, it would quietly ask for something else.
    func route(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ operation: String,
        _ permission: Permission,
        limits: RouteLimits = .standard,
        query: Set<String> = [],
        _ handler: @escaping Handler
    ) throws(RouteTableError) -> APIRoute {
        try .keyRequired(method, path, operation, permission, limits: limits) { request, caller in
            let caller = try acting(caller, in: request)
            if caller.isNode { try AuthorisationRules.authorise(caller, permission) }
            _ = try request.query(knowing: query)
            return try await once(request, caller, handler)
        }
    }

    /// Tells anew who calls, for an answer that goes on for long: a key that was revoked meanwhile, and a member that was
    /// suspended, end it.
    func recheck(
        _ permission: Permission,
        _ request: IncomingRequest
    ) throws -> @Sendable () async throws -> Caller {
        let token = try BearerToken.read(from: request.headerFields)
        return {
            guard let token else { throw Problem.keyRequired }
            let caller = try acting(try await NodeAuthenticator(node: node).authenticate(token), in: request)
            if let problem = Self.authorise(permission, caller) { throw problem }
            if caller.isNode { try AuthorisationRules.authorise(caller, permission) }
            return caller
        }
    }

    /// The caller together with the person for whom a node vouches.
    private func acting(_ caller: Caller, in request: IncomingRequest) throws -> Caller {
        guard let text = request.headerFields[.actingPerson] else { return caller }
        guard caller.isNode else {
            throw Refusal(
                .forbidden,
                "may-not-vouch",
                "This key may not act for another person; leave the acting person out."
            )
        }
        guard let person = ID<Person>(text) else {
            throw Problem.invalidField("Perisai-Acting-Person", "This must be a UUID in lowercase with hyphens.")
        }
        return Caller(
            organisation: caller.organisation,
            key: caller.key,
            role: caller.role,
            person: person,
            isNode: true,
            isOnExchange: caller.isOnExchange
        )
    }
}

extension HTTPField.Name {
    /// The opaque id of the person for whom a member's node acts.
    package static let actingPerson = HTTPField.Name("Perisai-Acting-Person") ?? .trailer
}

/// How a node is, in a word.
package enum NodeCondition: String, CaseIterable, Sendable {
    /// The index is being filled.
    case starting
    /// All is well.
    case ready
    /// It works, but something needs a person: an alarm, a log that refuses to sign.
    case degraded
}
