import CanonicalJSON
import Cooperation
import HTTPServing
import HTTPTypes
import Services
import Statements

extension APIRoutes {
    private static let requestList = "requests"
    private static let requestParameters = pageParameters.union(["kind", "state", "batch", "order"])
    private static let requestPath = "/v1/requests"
    private static let answerParameters: Set<String> = ["form", "language"]
    /// One signed request; whoever brings it needs no key, so an address may bring few.
    private static let filingLimits = RouteLimits(
        bodyBytesMax: StatementLimits.bytesMax,
        perAddress: RateLimit(perSecond: 1, burst: 120)
    )
    /// The texts of a word, as `RequestWordText` bounds them, in JSON.
    private static let wordLimits = RouteLimits(bodyBytesMax: 2 * RequestWordText.bytesMax)

    func requests() throws -> [APIRoute] {
        try requestFiling() + requestReading() + requestLife()
    }

    private func requestReading() throws -> [APIRoute] {
        [
            try route(
                .get,
                Self.requestPath,
                "listRequests",
                .readRequests,
                limits: .reading,
                query: Self.requestParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.requestParameters)
                let page = try PageRequest(query, list: Self.requestList, node: node)
                let filter = Node.RequestFilter(
                    kind: try query.value("kind", "a kind of request") { RequestKind(rawValue: $0) },
                    state: try query.value("state", "a state of a request") { Request.State(rawValue: $0) },
                    batch: try query.value("batch", "an id") { ID<RequestDraft>($0) },
                    byClock: try query.value("order", "clock, or left out") { $0 == "clock" ? true : nil } ?? false
                )
                let found = try await node.requests(
                    filter,
                    after: bookmark(page.after),
                    limit: page.limit,
                    for: caller
                )
                let cursor = found.next.map {
                    PageRequest.cursor(after: words($0), list: Self.requestList, node: node)
                }
                let items = found.requests.map { WireRequest($0, for: caller.organisation, isWhole: false) }
                return try .json(encoding: WirePage(items: items, cursor: cursor))
            },
            try route(
                .get,
                Self.requestPath + "/{id}",
                "readRequest",
                .readRequests,
                limits: .reading
            ) { request, caller in
                let id: ID<Request> = try request.path.id()
                let view = try await node.noting(.request(id), by: caller) { try await node.request(id, for: caller) }
                return try .json(encoding: WireRequest(view, for: caller.organisation, isWhole: true))
            },
            try route(
                .get,
                Self.requestPath + "/{id}/answer",
                "readRequestAnswer",
                .readRequests,
                limits: .reading,
                query: Self.answerParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.answerParameters)
                let form = try query.value("form", "html, pdf or json") { AnswerForm(rawValue: $0) } ?? .json
                let language = try query.value("language", "two or three small letters, such as id") { text in
                    (2...3).contains(text.utf8.count) && text.utf8.allSatisfy { (0x61...0x7A).contains($0) }
                        ? text : nil
                }
                let id: ID<Request> = try request.path.id()
                return try await node.noting(.request(id), by: caller) {
                    try await answerFile(id, form.rawValue, language, caller)
                }
            },
            try route(
                .get,
                Self.requestPath + "/{id}/disclosures/{number}",
                "readDisclosure",
                .readRequests,
                limits: .reading
            ) { request, caller in
                let number = try request.path.value("number") { Int($0) }
                let id: ID<Request> = try request.path.id()
                let bytes = try await node.noting(.disclosure(on: id), by: caller) {
                    try await node.disclosure(number, of: id, for: caller)
                }
                return .bytes(bytes, MediaType.octetStream)
            },
        ]
    }

    private func requestFiling() throws -> [APIRoute] {
        [
            try .open(.post, Self.requestPath, "fileRequest", limits: Self.filingLimits) { request in
                _ = try request.query(knowing: [])
                try refuseIdempotencyKey(request)
                let body = try await request.readJSON()
                do throws(JSONError) {
                    _ = try JSONValueDecoder().decode(WireStatement.self, from: body)
                } catch {
                    throw Problem(error)
                }
                let (filed, recordedAt) = try await node.fileSignedRequest(try WireStatement.statement(body))
                return try .created(
                    "\(Self.requestPath)/\(filed.id)",
                    .encoding(WireFiling(filed, recordedAt: recordedAt))
                )
            }
        ]
    }

    private func requestLife() throws -> [APIRoute] {
        [
            try route(
                .post,
                Self.requestPath + "/{id}/withdrawal",
                "withdrawRequest",
                .writeRequests
            ) { request, caller in
                let wire = try await request.readJSON(as: WireReason.self)
                let id: ID<Request> = try request.path.id()
                return try await answeringWhole(id, to: caller) {
                    try await node.withdrawRequest(id, reason: wire.reason, by: caller)
                }
            },
            try route(
                .post,
                Self.requestPath + "/{id}/clarification",
                "clarifyRequest",
                .writeRequests
            ) { request, caller in
                let wire = try await request.readJSON(as: WireNote.self)
                let id: ID<Request> = try request.path.id()
                return try await answeringWhole(id, to: caller) {
                    try await node.clarifyRequest(id, note: wire.note, by: caller)
                }
            },
            try route(
                .post,
                Self.requestPath + "/{id}/guest-link",
                "inviteGuest",
                .writeRequests
            ) { request, caller in
                let lasting = try WireNewGuestLink.time(try await request.readJSON(as: WireNewGuestLink.self))
                let id: ID<Request> = try request.path.id()
                return try await tellingOnce(id: id.description) {
                    let link = try await node.inviteGuest(to: id, lasting: lasting, by: caller)
                    return try .json(encoding: WireGuestLink(link, path: "\(Self.guestPath)/\(link.secret)"))
                }
            },
            try route(
                .post,
                Self.requestPath + "/{id}/words",
                "takeRequestWord",
                .carryRequests,
                limits: Self.wordLimits
            ) { request, caller in
                let wire = try await request.readJSON(as: WireRequestWord.self)
                guard caller.isNode else {
                    throw Refusal(
                        .forbidden,
                        "not-a-node",
                        "Only the node of the platform that was asked says this, with a key that vouches."
                    )
                }
                return try await answering {
                    try await node.takeWord(
                        wire.word,
                        text: wire.text,
                        about: request.path.id(),
                        dispatch: wire.dispatch,
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireRequest(view, for: caller.organisation, isWhole: false))
                }
            },
        ]
    }

    /// Answers an act with the request that it returns and its texts, and notes that a person was told them.
    private func answeringWhole(
        _ id: ID<Request>,
        to caller: Caller,
        _ act: () async throws -> RequestView
    ) async throws -> OutgoingResponse {
        try await answering(noting: .request(id), by: caller, act) { view in
            try .json(encoding: WireRequest(view, for: caller.organisation, isWhole: true))
        }
    }
}
