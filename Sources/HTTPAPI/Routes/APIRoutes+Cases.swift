import CanonicalJSON
import Cooperation
import HTTPServing
import HTTPTypes
import Services
import TransparencyLog

extension APIRoutes {
    private static let caseList = "cases"
    private static let caseParameters = pageParameters.union([
        "queue", "assignee", "state", "behaviour", "language", "kind",
    ])
    private static let openingParameters: Set<String> = ["purpose"]
    private static let receiptParameters: Set<String> = ["purpose", "view"]

    func cases() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/cases",
                "listCases",
                .readCases,
                limits: .reading,
                query: Self.caseParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.caseParameters)
                let page = try PageRequest(query, list: Self.caseList, node: node)
                let found = try await node.cases(
                    try filter(query),
                    after: bookmark(page.after),
                    limit: page.limit,
                    for: caller
                )
                let cursor = found.next.map { PageRequest.cursor(after: words($0), list: Self.caseList, node: node) }
                return try .json(encoding: WirePage(items: found.cases.map(WireCase.init), cursor: cursor))
            },
            try route(
                .get,
                "/v1/cases/{id}",
                "readCase",
                .readCases,
                limits: .reading,
                query: Self.openingParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.openingParameters)
                let view = try await node.readCase(request.path.id(), purpose: purpose(query), by: caller)
                return try .json(encoding: WireCase(view))
            },
            try route(.post, "/v1/cases/{id}/assignment", "assignCase", .assignCases) { request, caller in
                let wire = try await request.readJSON(as: WireAssignment.self)
                let id: ID<Case> = try request.path.id()
                return try await answering {
                    wire.assigned
                        ? try await node.assignCase(id, despiteOptOut: wire.despiteOptOut ?? false, by: caller)
                        : try await node.releaseCase(id, by: caller)
                } with: { view in
                    try .json(encoding: WireCase(view))
                }
            },
            try route(.post, "/v1/cases/{id}/skip", "skipCase", .assignCases) { request, caller in
                let wire = try await request.readJSON(as: WireSkip.self)
                return try await answering {
                    try await node.skipCase(
                        request.path.id(),
                        reason: wire.reason,
                        note: wire.note,
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireCase(view))
                }
            },
            try route(.post, "/v1/cases/{id}/decision", "decideCase", .decideCases) { request, caller in
                let wire = try await request.readJSON(as: WireNewDecision.self)
                return try await answering {
                    try await node.decide(try request.path.id(), wire.proposal, by: caller)
                } with: { view in
                    try .created("/v1/decisions/\(view.decision.id)", .encoding(WireDecision(view)))
                }
            },
            try route(
                .post,
                "/v1/cases/{id}/erasure",
                "eraseCase",
                .eraseCases,
                limits: .reading
            ) { request, caller in
                return try await answering {
                    try await node.eraseCase(request.path.id(), by: caller)
                } with: { erased in
                    .json(["erased": .integer(Int64(erased))])
                }
            },
        ]
    }

    private func purpose(_ query: Query) throws -> Reading.Purpose? {
        try query.value("purpose", "a purpose of reading") { Reading.Purpose(rawValue: $0) }
    }

    private func filter(_ query: Query) throws -> CaseFilter {
        try CaseFilter(
            queue: query.value("queue", "all, waiting or forMe") { CaseFilter.Queue(rawValue: $0) } ?? .all,
            assignment: query.value("assignee", "anyone, me or nobody") { CaseFilter.Assignment(rawValue: $0) }
                ?? .anyone,
            state: query.value("state", "a state of a case") { Case.State(rawValue: $0) },
            behaviour: query.value("behaviour", "a behaviour") { Behaviour(rawValue: $0) },
            language: query.value("language", "a language as id or zh") { LanguageTag.primary(of: $0) },
            kind: query.value("kind", "a kind of content") { ContentKind(rawValue: $0) }
        )
    }

    func decisions() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/decisions",
                "listDecisions",
                .readDecisions,
                limits: .reading,
                query: Self.pageParameters
            ) { request, caller in
                let page = try PageRequest(request.query(knowing: Self.pageParameters), list: "decisions", node: node)
                let found = try await node.decisions(after: page.afterID(), limit: page.limit)
                let decisions = found.decisions.map { WireDecision(unopened: $0, to: caller) }
                return try self.page(decisions, next: found.next, list: "decisions")
            },
            try route(
                .get,
                "/v1/decisions/{id}",
                "readDecision",
                .readDecisions,
                limits: .reading,
                query: Self.openingParameters
            ) { request, caller in
                let purpose = try purpose(request.query(knowing: Self.openingParameters))
                let view = try await node.readDecision(request.path.id(), purpose: purpose, by: caller)
                return try .json(encoding: WireDecision(view))
            },
            try route(
                .post,
                "/v1/decisions/{id}/execution",
                "reportExecution",
                .reportExecution
            ) { request, caller in
                let wire = try await request.readJSON(as: WireExecution.self)
                let execution = try wire.execution(now: node.clock())
                return try await answering {
                    try await node.report(execution, of: try request.path.id(), by: caller)
                } with: { view in
                    try .json(encoding: WireDecision(unopened: view, to: caller))
                }
            },
            try route(
                .post,
                "/v1/decisions/{id}/reversal",
                "reverseDecision",
                .reverseDecisions
            ) { request, caller in
                let wire = try await request.readJSON(as: WireReversal.self)
                return try await answering {
                    try await node.reverse(try request.path.id(), reasons: wire.reasons, by: caller)
                } with: { view in
                    try .json(encoding: WireDecision(unopened: view, to: caller))
                }
            },
            try route(
                .post,
                "/v1/decisions/{id}/closure",
                "judgeClosure",
                .decideCases
            ) { request, caller in
                let wire = try await request.readJSON(as: WireClosure.self)
                return try await answering {
                    try await node.judgeClosure(
                        try request.path.id(),
                        isConfirmed: wire.confirmed,
                        reasons: wire.reasons,
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireDecision(unopened: view, to: caller))
                }
            },
            try route(
                .get,
                "/v1/receipts/{id}",
                "readReceipt",
                .readReceipts,
                limits: .reading,
                query: Self.receiptParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.receiptParameters)
                let view = try query.value("view", "person or public") { ReceiptView(rawValue: $0) } ?? .person
                let bytes = try await node.readReceipt(
                    of: request.path.id(),
                    view: view,
                    purpose: purpose(query),
                    by: caller
                )
                return .bytes(bytes, MediaType.json)
            },
        ]
    }
}
