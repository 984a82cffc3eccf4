import CanonicalJSON
import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let receiptParameters: Set<String> = ["item", "view"]
    private static let carriedParameters: Set<String> = ["item"]
    /// Receipts are made of many parts of the log; the biggest request has so many items.
    private static let itemsMax = RequestDocument.itemsMax

    /// What is counted of requests in public, and the receipts of requests.
    func requestProofs() throws -> [APIRoute] {
        [
            try .open(.get, "/v1/request-figures", "readRequestFigures", limits: .reading) { request in
                _ = try request.query(knowing: [])
                return .json(Self.json(try await node.requestFigures()), cache: .seconds(60))
            },
            try route(
                .get,
                "/v1/requests/{id}/receipt",
                "readRequestReceipt",
                .readRequests,
                limits: .reading,
                query: Self.receiptParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.receiptParameters)
                let view = try query.value("view", "authority, platform, person or public") {
                    RequestReceiptView(rawValue: $0)
                }
                let own: RequestReceiptView = caller.organisation.kind == .authority ? .authority : .platform
                let bytes = try await node.requestReceipt(
                    of: try request.path.id(),
                    item: try query.integer("item", in: 1...Self.itemsMax),
                    view: view ?? own,
                    for: caller
                )
                return .bytes(bytes, MediaType.json)
            },
            try route(
                .get,
                "/v1/requests/{id}/carried-receipt",
                "readCarriedReceipt",
                .carryRequests,
                limits: .reading,
                query: Self.carriedParameters
            ) { request, caller in
                guard caller.isNode else {
                    throw Refusal(
                        .forbidden,
                        "not-a-node",
                        "Only the node of the platform that was asked fetches this, with a key that vouches."
                    )
                }
                let bytes = try await node.requestReceipt(
                    of: try request.path.id(),
                    item: try request.query(knowing: Self.carriedParameters).integer("item", in: 1...Self.itemsMax),
                    view: .platform,
                    for: caller
                )
                return .bytes(bytes, MediaType.json)
            },
        ]
    }

    private static func json(_ figures: RequestFigures) -> JSONValue {
        [
            "since": .string(figures.since.description), "until": .string(figures.until.description),
            "journalSize": .integer(figures.journalSize), "countMin": .integer(Int64(RequestFigures.countMin)),
            "encryptionDemands": .integer(Int64(figures.all.encryptionDemands)),
            "encryptionDemandsRefused": .integer(Int64(figures.all.encryptionDemands)),
            "all": json(figures.all),
            "authorities": .array(
                figures.authorities.map { authority in
                    var members: [String: JSONValue] = [
                        "organisation": .string(authority.id.description), "figures": json(authority.quality),
                    ]
                    members["name"] = authority.name.map { .string($0) }
                    members["consequence"] = .string(word(authority.consequence))
                    return .object(members)
                }
            ),
            "intelligence": .object(figures.intelligence.mapValues { .integer(Int64($0)) }),
        ]
    }

    /// The counts of one authority; cells from which single people could be told are left out.
    private static func json(_ quality: AuthorityQuality) -> JSONValue {
        var members: [String: JSONValue] = [
            "requests": .integer(Int64(quality.requests)), "turnedAway": .integer(Int64(quality.turnedAway)),
            "answeredItems": .integer(Int64(quality.answeredItems)),
        ]
        guard quality.answeredItems >= RequestFigures.countMin else { return .object(members) }
        for (name, count) in [
            ("compliedItems", quality.compliedItems), ("refusedItems", quality.refusedItems),
            ("erroneousItems", quality.erroneousItems), ("outOfScopeItems", quality.outOfScopeItems),
            ("protectedItems", quality.protectedItems), ("reversedItems", quality.reversedItems),
        ] {
            members[name] = .integer(Int64(count))
            members[name + "PerMille"] = quality.perMille(count).map { .integer(Int64($0)) }
        }
        return .object(members)
    }

    private static func word(_ consequence: QualityThresholds.Consequence) -> String {
        switch consequence {
        case .none: "none"
        case .throttled: "throttled"
        case .suspended: "suspended"
        }
    }
}
