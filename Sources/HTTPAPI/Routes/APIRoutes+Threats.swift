import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let threatList = "threats"
    private static let threatPath = "/v1/threats"

    /// The threat alerts of the node's own organisation.
    func threats() throws -> [APIRoute] {
        try readingThreats() + [
            try route(.post, Self.threatPath, "raiseThreat", .raiseThreats) { request, caller in
                let flag = try await request.readJSON(as: WireNewThreat.self).flag()
                return try await answering {
                    try await node.raiseThreat(flag, by: caller)
                } with: { view in
                    try .created("\(Self.threatPath)/\(view.alert.id)", .encoding(WireThreat(view)))
                }
            },
            try threatAct("approval", "approveThreat", .approveThreats) { id, caller in
                try await node.approveThreat(id, by: caller)
            },
            try threatAct("release", "releaseThreat", .approveThreats) { id, caller in
                try await node.releaseThreat(id, by: caller)
            },
            try threatWord("danger", "noteThreatDanger", .raiseThreats, WireDangers.self) { id, wire, caller in
                try await node.noteThreatDangers(Set(wire.dangers), note: wire.note, on: id, by: caller)
            },
            try threatWord("agreement", "agreeToThreat", .adviseOnThreats, WireThreatAgreement.self) {
                id,
                wire,
                caller in
                try await node.agreeToThreat(id, text: wire.agreement, by: caller)
            },
            try threatWord("recipient", "redirectThreat", .raiseThreats, WireThreatRedirection.self) {
                id,
                wire,
                caller in
                try await node.redirectThreat(id, to: wire.office, choice: wire.choice, by: caller)
            },
            try threatWord("withdrawal", "withdrawThreat", .raiseThreats, WireReason.self) { id, wire, caller in
                try await node.dropThreat(id, reason: wire.reason, by: caller)
            },
            try threatWord("call", "noteThreatCall", .approveThreats, WireThreatCall.self) { id, wire, caller in
                try await node.noteThreatCall(id, note: wire.note, isReached: wire.isReached, by: caller)
            },
        ]
    }

    private func readingThreats() throws -> [APIRoute] {
        [
            try route(
                .get,
                Self.threatPath,
                "listThreats",
                .readThreats,
                limits: .reading,
                query: Self.pageParameters
            ) { request, caller in
                let page = try PageRequest(
                    request.query(knowing: Self.pageParameters),
                    list: Self.threatList,
                    node: node
                )
                let found = try await node.threats(after: bookmark(page.after), limit: page.limit, for: caller)
                let cursor = found.next.map { PageRequest.cursor(after: words($0), list: Self.threatList, node: node) }
                let items = found.threats.map { WireThreat(unopened: $0, to: caller) }
                return try .json(encoding: WirePage(items: items, cursor: cursor))
            },
            try route(
                .get,
                Self.threatPath + "/recipients",
                "listThreatRecipients",
                .raiseThreats,
                limits: .reading,
                query: ["country"]
            ) { request, caller in
                let query = try request.query(knowing: ["country"])
                let country = try query.country() ?? ""
                let found = try await node.threatRecipients(in: country, for: caller)
                return try .json(encoding: WireThreatRecipients(items: found.map(WireThreatRecipient.init)))
            },
            try route(
                .get,
                Self.threatPath + "/figures",
                "readThreatFigures",
                .readThreats,
                limits: .reading
            ) { _, caller in
                try .json(encoding: WireThreatFigures(try await node.threatFigures(for: caller)))
            },
            try route(
                .get,
                Self.threatPath + "/{id}",
                "readThreat",
                .readThreats,
                limits: .reading
            ) { request, caller in
                let id: ID<ThreatAlert> = try request.path.id()
                let view = try await node.noting(.threat(id), by: caller) { try await node.threat(id, for: caller) }
                return try .json(encoding: WireThreat(view))
            },
        ]
    }

    private func threatAct(
        _ word: String,
        _ operation: String,
        _ permission: Permission,
        _ act: @escaping @Sendable (ID<ThreatAlert>, Caller) async throws -> ThreatView
    ) throws -> APIRoute {
        try route(
            .post,
            "\(Self.threatPath)/{id}/\(word)",
            operation,
            permission,
            limits: .reading
        ) { request, caller in
            let id: ID<ThreatAlert> = try request.path.id()
            return try await answeringWhole(id, to: caller) { try await act(id, caller) }
        }
    }

    private func threatWord<Wire: Decodable & Sendable>(
        _ word: String,
        _ operation: String,
        _ permission: Permission,
        _ type: Wire.Type,
        _ act: @escaping @Sendable (ID<ThreatAlert>, Wire, Caller) async throws -> ThreatView
    ) throws -> APIRoute {
        try route(.post, "\(Self.threatPath)/{id}/\(word)", operation, permission) { request, caller in
            let wire = try await request.readJSON(as: Wire.self)
            let id: ID<ThreatAlert> = try request.path.id()
            return try await answeringWhole(id, to: caller) { try await act(id, wire, caller) }
        }
    }

    /// Answers an act with the threat alert that it returns and its texts, and notes that a person was told them.
    private func answeringWhole(
        _ id: ID<ThreatAlert>,
        to caller: Caller,
        _ act: () async throws -> ThreatView
    ) async throws -> OutgoingResponse {
        try await answering(noting: .threat(id), by: caller, act) { view in
            try .json(encoding: WireThreat(view))
        }
    }
}
