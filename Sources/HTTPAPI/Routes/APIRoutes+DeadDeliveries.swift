import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    func deadDeliveries() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/organisations/{id}/webhooks/{webhook}/dead-letters",
                "listDeadDeliveries",
                .readWebhooks,
                limits: .reading,
                query: Self.pageParameters
            ) { request, caller in
                let list = "dead-letters"
                let page = try PageRequest(request.query(knowing: Self.pageParameters), list: list, node: node)
                let found = try await node.deadDeliveries(
                    of: try request.path.id("webhook"),
                    of: try request.path.id(),
                    after: page.after.flatMap { Int64($0) },
                    limit: page.limit,
                    for: caller
                )
                return try .json(
                    encoding: WirePage(
                        items: found.deliveries.map { WireDeadDelivery($0) },
                        cursor: found.next.map { PageRequest.cursor(after: String($0), list: list, node: node) }
                    )
                )
            },
            try route(
                .post,
                "/v1/organisations/{id}/webhooks/{webhook}/replay",
                "replayDeliveries",
                .keepWebhooks
            ) { request, caller in
                let wire = try await request.readJSON(as: WireReplay.self)
                return try await answering {
                    try await node.replayDeliveries(
                        of: try request.path.id("webhook"),
                        of: try request.path.id(),
                        at: wire.positions.map { Set($0) },
                        by: caller
                    )
                } with: { count in
                    try .json(encoding: WireReplayed(replayed: count))
                }
            },
        ]
    }
}
