import Cooperation
import HTTPServing
import HTTPTypes
import Services
import Statements

extension APIRoutes {
    private static let draftList = "requestDrafts"
    private static let draftParameters = pageParameters.union(["state"])
    private static let draftPath = "/v1/request-drafts"
    /// The signed documents of a draft to many addressees.
    private static let statementsLimits = RouteLimits(bodyBytesMax: 16 << 20)

    func requestDrafts() throws -> [APIRoute] {
        [
            try route(
                .get,
                Self.draftPath,
                "listRequestDrafts",
                .readRequests,
                limits: .reading,
                query: Self.draftParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.draftParameters)
                let page = try PageRequest(query, list: Self.draftList, node: node)
                let found = try await node.requestDrafts(
                    try query.value("state", "a state of a draft") { RequestDraft.State(rawValue: $0) },
                    after: bookmark(page.after),
                    limit: page.limit,
                    for: caller
                )
                let cursor = found.next.map { PageRequest.cursor(after: words($0), list: Self.draftList, node: node) }
                return try .json(encoding: WirePage(items: found.drafts.map { WireRequestDraft($0) }, cursor: cursor))
            },
            try route(
                .post,
                Self.draftPath,
                "writeRequests",
                .writeRequests,
                limits: Self.statementsLimits
            ) { request, caller in
                let wire = try await request.readJSON(as: WireRequestWording.self)
                return try await answering {
                    try await node.writeRequests(try wire.wording(), by: caller)
                } with: { view in
                    try .created(
                        "\(Self.draftPath)/\(view.draft.id)",
                        .encoding(try WireRequestDraft(view, signed: []))
                    )
                }
            },
            try route(
                .get,
                Self.draftPath + "/{id}",
                "readRequestDraft",
                .readRequests,
                limits: .reading
            ) { request, caller in
                try .json(encoding: try await wholeDraft(request.path.id(), for: caller))
            },
            try route(
                .post,
                Self.draftPath + "/{id}/signatures",
                "signRequestDraft",
                .writeRequests,
                limits: Self.statementsLimits
            ) { request, caller in
                let statements = try WireStatements.statements(try await request.readJSON())
                return try await answering {
                    try await node.signRequestDraft(try request.path.id(), statements, by: caller)
                } with: { draft in
                    try .json(encoding: WireRequestDraft(draft))
                }
            },
            try route(
                .post,
                Self.draftPath + "/{id}/co-signatures",
                "coSignRequestDraft",
                .coSignRequests,
                limits: Self.statementsLimits
            ) { request, caller in
                let statements = try WireStatements.statements(try await request.readJSON())
                return try await answering {
                    try await node.coSignRequestDraft(try request.path.id(), statements, by: caller)
                } with: { draft in
                    try .json(encoding: WireRequestDraft(draft))
                }
            },
            try route(
                .post,
                Self.draftPath + "/{id}/discarding",
                "discardRequestDraft",
                .writeRequests
            ) { request, caller in
                let wire = try await request.readJSON(as: WireReason.self)
                return try await answering {
                    try await node.discardRequestDraft(request.path.id(), reason: wire.reason, by: caller)
                } with: { draft in
                    try .json(encoding: WireRequestDraft(draft))
                }
            },
        ]
    }

    private func wholeDraft(_ id: ID<RequestDraft>, for caller: Caller) async throws -> WireRequestDraft {
        let view = try await node.noting(.requestDraft(id), by: caller) {
            try await node.requestDraft(id, for: caller)
        }
        return try WireRequestDraft(view, signed: try await node.signedStatements(of: id, for: caller))
    }
}
