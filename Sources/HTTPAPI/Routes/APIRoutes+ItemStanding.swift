import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    func itemStanding() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/requests/{id}/items/{number}",
                "readItemStanding",
                .readRequests,
                limits: .reading
            ) { request, caller in
                let standing = try await node.itemStanding(
                    of: try request.path.id(),
                    item: try request.path.value("number") { Int($0) },
                    for: caller
                )
                return try .json(encoding: WireItemStanding(standing))
            },
            try route(
                .post,
                "/v1/requests/{id}/items/{number}/look",
                "lookAtItem",
                .writeRequests,
                limits: .reading
            ) { request, caller in
                return try await answering {
                    try await node.lookAtItem(
                        of: try request.path.id(),
                        item: try request.path.value("number") { Int($0) },
                        by: caller
                    )
                } with: { standing in
                    try .json(encoding: WireItemStanding(standing))
                }
            },
        ]
    }
}
