import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let noticeList = "threatAlerts"
    private static let noticePath = "/v1/threat-alerts"
    private static let noticeParameters = pageParameters.union(["open"])

    /// Threat alerts where they were sent to: for the one authority and the sender.
    func threatNotices() throws -> [APIRoute] {
        [
            try route(
                .get,
                Self.noticePath,
                "listThreatAlerts",
                .readThreats,
                limits: .reading,
                query: Self.noticeParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.noticeParameters)
                let page = try PageRequest(query, list: Self.noticeList, node: node)
                let isOpen = try query.value("open", "true or false") { Bool($0) } ?? false
                let found = try await node.threatNotices(
                    openOnly: isOpen,
                    after: bookmark(page.after),
                    limit: page.limit,
                    for: caller
                )
                let cursor = found.next.map { PageRequest.cursor(after: words($0), list: Self.noticeList, node: node) }
                let items = found.notices.map { WireThreatNotice(unopened: $0, to: caller) }
                return try .json(encoding: WirePage(items: items, cursor: cursor))
            },
            try route(.post, Self.noticePath, "deliverThreatAlert", .carryRequests) { request, caller in
                let wire = try await request.readJSON(as: WireThreatDelivery.self)
                return try await answering {
                    try await node.takeThreat(
                        wire.id,
                        wire.envelope,
                        text: wire.text,
                        dispatch: wire.dispatch,
                        by: caller
                    )
                } with: { view in
                    try .created("\(Self.noticePath)/\(view.notice.id)", .encoding(WireThreatNotice(view)))
                }
            },
            try route(
                .get,
                Self.noticePath + "/{id}",
                "readThreatAlert",
                .readThreats,
                limits: .reading
            ) { request, caller in
                let id: ID<ThreatNotice> = try request.path.id()
                let view = try await node.noting(.threatNotice(id), by: caller) {
                    try await node.threatNotice(id, for: caller)
                }
                return try .json(encoding: WireThreatNotice(view))
            },
            try route(
                .post,
                Self.noticePath + "/{id}/acknowledgement",
                "acknowledgeThreatAlert",
                .answerThreats,
                limits: .reading
            ) { request, caller in
                let id: ID<ThreatNotice> = try request.path.id()
                return try await answeringWhole(id, to: caller) { try await node.acknowledgeThreat(id, by: caller) }
            },
            try route(
                .post,
                Self.noticePath + "/{id}/outcome",
                "reportThreatOutcome",
                .answerThreats
            ) { request, caller in
                let wire = try await request.readJSON(as: WireThreatReport.self)
                let id: ID<ThreatNotice> = try request.path.id()
                return try await answeringWhole(id, to: caller) {
                    try await node.reportThreat(id, wire.outcome, note: wire.note, by: caller)
                }
            },
        ]
    }

    /// Answers an act with the threat of which an authority was told, and notes that a person was told its texts.
    private func answeringWhole(
        _ id: ID<ThreatNotice>,
        to caller: Caller,
        _ act: () async throws -> ThreatNoticeView
    ) async throws -> OutgoingResponse {
        try await answering(noting: .threatNotice(id), by: caller, act) { view in
            try .json(encoding: WireThreatNotice(view))
        }
    }
}
