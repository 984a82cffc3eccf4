import CanonicalJSON
import Cooperation
import HTTPServing
import HTTPTypes
import Services
import TransparencyLog

extension APIRoutes {
    private static let caseList = "cases"
    private static let caseParameters = pageParameters.union(["state"])
    private static let receiptParameters: Set<String> = ["view"]

    func cases() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/cases",
                "listCases",
                .readCases,
                limits: .reading,
                query: Self.caseParameters
            ) { request, _ in
                let query = try request.query(knowing: Self.caseParameters)
                let page = try PageRequest(query, list: Self.caseList, node: node)
                let state = try query.value("state", "a state of a case") { Case.State(rawValue: $0) }
                let found = try await node.cases(state: state, after: bookmark(page.after), limit: page.limit)
                let cursor = found.next.map { PageRequest.cursor(after: words($0), list: Self.caseList, node: node) }
                return try .json(encoding: WirePage(items: found.cases.map(WireCase.init), cursor: cursor))
            },
            try route(.get, "/v1/cases/{id}", "readCase", .readCases, limits: .reading) { request, _ in
                try .json(encoding: WireCase(try await node.caseView(request.path.id())))
            },
            try route(.post, "/v1/cases/{id}/assignment", "assignCase", .assignCases) { request, caller in
                let wire = try await request.readJSON(as: WireAssignment.self)
                let id: ID<Case> = try request.path.id()
                let view =
                    wire.assigned
                    ? try await node.assignCase(id, by: caller) : try await node.releaseCase(id, by: caller)
                return try .json(encoding: WireCase(view))
            },
            try route(.post, "/v1/cases/{id}/decision", "decideCase", .decideCases) { request, caller in
                let wire = try await request.readJSON(as: WireNewDecision.self)
                let view = try await node.decide(try request.path.id(), wire.proposal, by: caller)
                return try .created("/v1/decisions/\(view.decision.id)", .encoding(WireDecision(view)))
            },
            try route(
                .post,
                "/v1/cases/{id}/erasure",
                "eraseCase",
                .eraseCases,
                limits: .reading
            ) { request, caller in
                let erased = try await node.eraseCase(request.path.id(), by: caller)
                return .json(["erased": .integer(Int64(erased))])
            },
        ]
    }

    private func words(_ bookmark: AggregateQuery<Case>.Bookmark) -> String {
        guard case .integer(let priority) = bookmark.value else { return bookmark.id.description }
        return "\(priority).\(bookmark.id)"
    }

    private func bookmark(_ words: String?) -> AggregateQuery<Case>.Bookmark? {
        guard let parts = words?.split(separator: "."), parts.count == 2, let priority = Int64(parts[0]),
            let id = ID<Case>(String(parts[1]))
        else { return nil }
        return .init(value: .integer(priority), id: id)
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
            ) { request, _ in
                let page = try PageRequest(request.query(knowing: Self.pageParameters), list: "decisions", node: node)
                let found = try await node.decisions(after: page.afterID(), limit: page.limit)
                return try self.page(found.decisions.map(WireDecision.init), next: found.next, list: "decisions")
            },
            try route(.get, "/v1/decisions/{id}", "readDecision", .readDecisions, limits: .reading) { request, _ in
                try .json(encoding: WireDecision(try await node.decision(request.path.id())))
            },
            try route(
                .post,
                "/v1/decisions/{id}/execution",
                "reportExecution",
                .reportExecution
            ) { request, caller in
                let wire = try await request.readJSON(as: WireExecution.self)
                let execution = try wire.execution(now: node.clock())
                let view = try await node.report(execution, of: try request.path.id(), by: caller)
                return try .json(encoding: WireDecision(view))
            },
            try route(
                .post,
                "/v1/decisions/{id}/reversal",
                "reverseDecision",
                .reverseDecisions
            ) { request, caller in
                let wire = try await request.readJSON(as: WireReversal.self)
                let view = try await node.reverse(try request.path.id(), reasons: wire.reasons, by: caller)
                return try .json(encoding: WireDecision(view))
            },
            try route(
                .get,
                "/v1/receipts/{id}",
                "readReceipt",
                .readReceipts,
                limits: .reading,
                query: Self.receiptParameters
            ) { request, _ in
                let query = try request.query(knowing: Self.receiptParameters)
                let view = try query.value("view", "person or public") { ReceiptView(rawValue: $0) } ?? .person
                let bytes = try await node.receipt(of: request.path.id(), view: view)
                return .bytes(bytes, MediaType.json)
            },
        ]
    }
}
