import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let canaryList = "canaries"

    func canaries() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/canaries",
                "listCanaries",
                .readCanaries,
                limits: .reading,
                query: Self.pageParameters
            ) { request, _ in
                let query = try request.query(knowing: Self.pageParameters)
                let page = try PageRequest(query, list: Self.canaryList, node: node)
                let found = try await node.canaries(after: page.afterID(), limit: page.limit)
                return try self.page(found.canaries.map(WireCanary.init), next: found.next, list: Self.canaryList)
            },
            try route(.post, "/v1/canaries", "registerCanary", .keepCanaries) { request, caller in
                let wire = try await request.readJSON(as: WireNewCanary.self)
                return try await answering {
                    try await node.registerCanary(wire.target, by: caller)
                } with: { canary in
                    try .created("/v1/canaries/\(canary.id)", .encoding(WireCanary(canary)))
                }
            },
            try route(
                .delete,
                "/v1/canaries/{id}",
                "removeCanary",
                .keepCanaries,
                limits: .reading
            ) { request, caller in
                return try await answering {
                    try await node.removeCanary(request.path.id(), by: caller)
                } with: { _ in
                    .noContent
                }
            },
        ]
    }
}
