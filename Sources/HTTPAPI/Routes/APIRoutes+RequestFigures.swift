import CanonicalJSON
import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let receiptParameters: Set<String> = ["cosigned", "item", "size", "view"]
    /// Receipts are made of many parts of the log; the biggest request has so many items.
    private static let itemsMax = RequestDocument.itemsMax

    private static let figuresLimits = RouteLimits(
        bodyBytesMax: 0,
        perAddress: RateLimit(perSecond: 1, burst: 120)
    )

    /// What is counted of requests in public, and the receipts of requests.
    func requestProofs() throws -> [APIRoute] {
        [
            try .open(.get, "/v1/request-figures", "readRequestFigures", limits: Self.figuresLimits) { request in
                _ = try request.query(knowing: [])
                return .json(Self.json(try await node.requestFigures()), cache: .seconds(3600))
            },
            try route(.get, "/v1/request-quality", "readRequestQuality", .readRegister, limits: .reading) {
                request,
                caller in
                _ = try request.query(knowing: [])
                return .json(Self.json(try await node.shownQuality(for: caller)))
            },
            try route(
                .get,
                "/v1/requests/{id}/receipt",
                "readRequestReceipt",
                .readRequests,
                limits: .reading,
                query: Self.receiptParameters
            ) { request, caller in
                let choice = try Self.choice(request)
                let own: RequestReceiptView = caller.organisation.kind == .authority ? .authority : .platform
                let id: ID<Request> = try request.path.id()
                let bytes = try await node.noting(.request(id), by: caller) {
                    try await node.requestReceipt(
                        of: id,
                        item: choice.item,
                        view: choice.view ?? own,
                        pinned: choice.pinned,
                        for: caller
                    )
                }
                return .bytes(bytes, MediaType.json)
            },
            try route(
                .get,
                "/v1/requests/{id}/carried-receipt",
                "readCarriedReceipt",
                .carryRequests,
                limits: .reading,
                query: Self.receiptParameters
            ) { request, caller in
                let choice = try Self.choice(request)
                guard caller.isNode else {
                    throw Refusal(
                        .forbidden,
                        "not-a-node",
                        "Only the node of the platform that was asked fetches this, with a key that vouches."
                    )
                }
                let bytes = try await node.requestReceipt(
                    of: try request.path.id(),
                    item: choice.item,
                    view: choice.view ?? .platform,
                    pinned: choice.pinned,
                    for: caller
                )
                return .bytes(bytes, MediaType.json)
            },
        ]
    }

    /// Which receipt a query asks for.
    private static func choice(
        _ request: IncomingRequest
    ) throws(Problem) -> (view: RequestReceiptView?, item: Int?, pinned: PinnedCheckpoint?) {
        let query = try request.query(knowing: receiptParameters)
        let isCosigned = try query.value("cosigned", "true") { $0 == "true" ? true : nil } ?? false
        return (
            try query.value("view", "authority, platform, person or public") { RequestReceiptView(rawValue: $0) },
            try query.integer("item", in: 1...itemsMax),
            try query.value("size", "the size of a checkpoint") { Int64($0) }
                .map { PinnedCheckpoint(size: $0, isCosigned: isCosigned) }
        )
    }

    private static func json(_ figures: RequestFigures) -> JSONValue {
        var members: [String: JSONValue] = [
            "countMin": .integer(Int64(RequestFigures.countMin)),
            "periods": .array(figures.periods.map(json)),
            "intelligence": .object(figures.intelligence.mapValues { .integer(Int64($0)) }),
            "forgeries": .array(figures.forgeries.map(json)),
        ]
        members["journalSize"] = figures.journalSize.map { .integer($0) }
        return .object(members)
    }

    private static func json(_ period: RequestFigures.Period) -> JSONValue {
        var members: [String: JSONValue] = [
            "since": .string(period.since.description), "until": .string(period.until.description),
            "encryptionDemands": .integer(Int64(period.encryptionDemands)),
            "encryptionDemandsRefused": .integer(Int64(period.encryptionDemandsRefused)),
            "turnedAway": .integer(Int64(period.turnedAway)),
            "stayUpRequests": .integer(Int64(period.stayUpRequests)),
            "stayUpRenewals": .integer(Int64(period.stayUpRenewals)),
            "authorities": .array(
                period.authorities.map { authority in
                    var members: [String: JSONValue] = [
                        "organisation": .string(authority.id.description),
                        "figures": json(authority.quality, share: [], tellsStayUps: period.stayUps != nil),
                    ]
                    members["name"] = authority.name.map { .string($0) }
                    return .object(members)
                }
            ),
        ]
        // For how many protected people it asked is told of no single authority, which would learn who they are.
        members["all"] = period.all.map { all in
            json(all, share: [("protectedItems", all.protectedItems)], tellsStayUps: period.stayUps != nil)
        }
        members["stayUps"] = period.stayUps.map { .array($0.map(json)) }
        return .object(members)
    }

    private static func json(_ forgeries: RequestFigures.Forgeries) -> JSONValue {
        [
            "since": .string(forgeries.since), "isOver": .bool(forgeries.isOver),
            "requests": .integer(Int64(forgeries.requests)),
            "emergencies": .integer(Int64(forgeries.emergencies)), "takenBack": .integer(Int64(forgeries.takenBack)),
            "authorities": .array(
                forgeries.authorities.map { one in
                    var members: [String: JSONValue] = [
                        "organisation": .string(one.id.description), "requests": .integer(Int64(one.requests)),
                        "emergencies": .integer(Int64(one.emergencies)), "takenBack": .integer(Int64(one.takenBack)),
                    ]
                    members["name"] = one.name.map { .string($0) }
                    return .object(members)
                }
            ),
        ]
    }

    private static func json(_ stayUps: RequestFigures.StayUps) -> JSONValue {
        var members: [String: JSONValue] = [
            "organisation": .string(stayUps.id.description), "requests": .integer(Int64(stayUps.requests)),
            "renewals": .integer(Int64(stayUps.renewals)),
        ]
        members["name"] = stayUps.name.map { .string($0) }
        return .object(members)
    }

    private static func json(_ shown: QualityView) -> JSONValue {
        [
            "since": .string(shown.since.description), "until": .string(shown.until.description),
            "countMin": .integer(Int64(RequestFigures.countMin)),
            "authorities": .array(
                shown.authorities.map { one in
                    let more = one.showsProtected ? [("protectedItems", one.quality.protectedItems)] : []
                    var members: [String: JSONValue] = [
                        "organisation": .string(one.id.description),
                        "consequence": .string(one.consequence.rawValue),
                        "figures": json(one.quality, share: more, tellsStayUps: shown.showsStayUps),
                    ]
                    members["name"] = one.name.map { .string($0) }
                    return .object(members)
                }
            ),
        ]
    }

    private static func json(
        _ quality: AuthorityQuality,
        share more: [(String, Int)],
        tellsStayUps: Bool
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "requests": .integer(Int64(quality.requests)), "turnedAway": .integer(Int64(quality.turnedAway)),
            "answeredItems": .integer(Int64(quality.answeredItems)),
            "unansweredRequests": .integer(Int64(quality.unansweredRequests)),
            "unsignedItems": .integer(Int64(quality.unsignedItems)),
            "reversedItems": .integer(Int64(quality.reversedItems)),
        ]
        if tellsStayUps {
            members["stayUpRequests"] = .integer(Int64(quality.stayUpRequests))
            members["stayUpRenewals"] = .integer(Int64(quality.stayUpRenewals))
        }
        let shares = [
            ("compliedItems", quality.compliedItems), ("refusedItems", quality.refusedItems),
            ("erroneousItems", quality.erroneousItems), ("outOfScopeItems", quality.outOfScopeItems),
        ]
        for (name, count) in shares + more {
            members[name] = .integer(Int64(count))
            members[name + "PerMille"] = quality.perMille(count).map { .integer(Int64($0)) }
        }
        return .object(members)
    }
}
