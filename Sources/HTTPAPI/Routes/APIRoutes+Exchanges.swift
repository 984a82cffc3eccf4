import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let list = "exchanges"

    func exchanges() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/exchanges",
                "listExchanges",
                .readExchanges,
                limits: .reading,
                query: Self.pageParameters
            ) { request, _ in
                let page = try PageRequest(request.query(knowing: Self.pageParameters), list: Self.list, node: node)
                let found = try await node.exchanges(after: page.afterID(), limit: page.limit)
                return try self.page(found.exchanges.map(WireExchange.init), next: found.next, list: Self.list)
            },
            try route(.get, "/v1/exchanges/{id}", "readExchange", .readExchanges, limits: .reading) { request, _ in
                try .json(encoding: WireExchange(try await node.exchange(request.path.id())))
            },
            try route(
                .post,
                "/v1/exchanges/{id}/acknowledgement",
                "acknowledgeAlarm",
                .acknowledgeAlarms
            ) { request, caller in
                let wire = try await request.readJSON(as: WireAcknowledgement.self)
                return try await answering {
                    try await node.acknowledge(
                        wire.alarm,
                        of: try request.path.id(),
                        reason: wire.reason,
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireExchange(view))
                }
            },
        ]
    }
}
