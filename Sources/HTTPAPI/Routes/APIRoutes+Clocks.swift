import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let clockList = "clocks"
    private static let clockRuleList = "clockRules"
    private static let clockParameters = pageParameters.union(["mine"])
    private static let rulesPath = "/v1/clocks/rules"

    func clocks() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/clocks",
                "listClocks",
                .readClocks,
                limits: .reading,
                query: Self.clockParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.clockParameters)
                let page = try PageRequest(query, list: Self.clockList, node: node)
                let isOwn = try query.value("mine", "true or false") { Bool($0) } ?? false
                let found = try await node.clocks(
                    own: isOwn,
                    after: bookmark(page.after),
                    limit: page.limit,
                    for: caller
                )
                let cursor = found.next.map { PageRequest.cursor(after: words($0), list: Self.clockList, node: node) }
                let items = found.clocks.map { WireClock($0, face: node.face(of: $0)) }
                return try .json(encoding: WirePage(items: items, cursor: cursor))
            },
            try route(
                .get,
                Self.rulesPath,
                "listClockRules",
                .readClocks,
                limits: .reading,
                query: Self.pageParameters
            ) { request, _ in
                let query = try request.query(knowing: Self.pageParameters)
                let page = try PageRequest(query, list: Self.clockRuleList, node: node)
                let found = try await node.clockRules(after: page.afterID(), limit: page.limit)
                return try self.page(
                    found.rules.map(WireClockRule.init),
                    next: found.next,
                    list: Self.clockRuleList
                )
            },
            try route(.post, Self.rulesPath, "proposeClockRule", .keepClockRules) { request, caller in
                let draft = try await request.readJSON(as: ClockRuleText.self).draft()
                return try await answering {
                    try await node.proposeClockRule(draft, by: caller)
                } with: { view in
                    try .created("\(Self.rulesPath)/\(view.rule.id)", .encoding(WireClockRule(view)))
                }
            },
            try route(.post, Self.rulesPath + "/import", "importClockRules", .keepClockRules) { request, caller in
                let drafts = try await request.readJSON(as: WireClockRules.self).drafts()
                return try await answering {
                    try await node.importClockRules(drafts, by: caller)
                } with: { adopted in
                    try .json(encoding: ["items": adopted.map(WireClockRule.init)])
                }
            },
            try route(
                .get,
                Self.rulesPath + "/{id}",
                "readClockRule",
                .readClocks,
                limits: .reading
            ) { request, _ in
                try .json(encoding: WireClockRule(try await node.clockRule(request.path.id())))
            },
            try route(
                .post,
                Self.rulesPath + "/{id}/adoption",
                "adoptClockRule",
                .keepClockRules,
                limits: .reading
            ) { request, caller in
                try await answering {
                    try await node.adoptClockRule(request.path.id(), by: caller)
                } with: { view in
                    try .json(encoding: WireClockRule(view))
                }
            },
            try route(
                .post,
                Self.rulesPath + "/{id}/confirmation",
                "confirmClockRule",
                .keepClockRules
            ) { request, caller in
                let wire = try await request.readJSON(as: WireRuleConfirmation.self)
                return try await answering {
                    try await node.confirmClockRule(
                        request.path.id(),
                        on: wire.confirmedOn,
                        by: wire.confirmedBy,
                        noting: caller
                    )
                } with: { view in
                    try .json(encoding: WireClockRule(view))
                }
            },
            try route(
                .post,
                Self.rulesPath + "/{id}/retirement",
                "retireClockRule",
                .keepClockRules,
                limits: .reading
            ) { request, caller in
                try await answering {
                    try await node.retireClockRule(request.path.id(), by: caller)
                } with: { view in
                    try .json(encoding: WireClockRule(view))
                }
            },
        ]
    }
}
