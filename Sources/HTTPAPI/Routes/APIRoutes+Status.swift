import Cooperation
import HTTPServing
import HTTPTypes
import Services
import TransparencyLog

/// How a node is, as it is answered.
///
/// Without a key only `state` is told.
struct WireStatus: Encodable {
    struct Index: Encodable {
        let hashes: Int
        let position: Int64
        let ready: Bool
    }

    struct Log: Encodable {
        let verifierKey: String
        let checkpointInterval: Seconds
        let size: Int64
        let condition: String
        let contradictingWitnesses: [String]?
    }

    struct Following: Encodable {
        let exchange: ID<Exchange>
        let member: ID<Organisation>
        let received: Int64
        let verifiedSize: Int64
        let alarm: Exchange.Alarm?
        let lastAnswer: Timestamp?
        let eventsBehind: Int64?
        let behindSince: Timestamp?
        let upgradeNeeded: Bool?

        init(_ exchange: Exchange, _ contact: FollowContact?) {
            self.exchange = exchange.id
            member = exchange.member
            received = exchange.received
            verifiedSize = exchange.verifiedSize
            alarm = exchange.alarm
            lastAnswer = contact?.lastAnswer
            eventsBehind = contact?.eventsBehind
            behindSince = contact?.behindSince
            upgradeNeeded = contact?.needsUpgrade == true ? true : nil
        }
    }

    let state: String
    var organisation: ID<Organisation>?
    var nodeOrganisation: ID<Organisation>?
    var isExchange: Bool?
    var journalSize: Int64?
    var index: Index?
    var log: Log?
    var exchanges: [Following]?
}

extension APIRoutes {
    func status(_ condition: @escaping @Sendable () -> NodeCondition) throws -> [APIRoute] {
        let probe = RouteLimits(bodyBytesMax: 0, timeout: nil, isExemptFromLoadLimits: true)
        return [
            try .open(.get, "/status/live", "isLive", limits: probe) { request in
                _ = try request.query(knowing: [])
                return .text("live\n")
            },
            try .keyOptional(.get, "/status", "readStatus", limits: .reading) { request, caller in
                _ = try request.query(knowing: [])
                // A key that is for nothing but the numbers is told here what anybody is.
                guard let caller, AuthorisationRules.learnsGrowth(caller),
                    AuthorisationRules.rule(for: .readStatus).roles.contains(caller.role)
                else {
                    return try .json(encoding: WireStatus(state: condition().rawValue))
                }
                try AuthorisationRules.authorise(caller, .readStatus)
                return try .json(encoding: try await fullStatus(condition(), for: caller))
            },
        ]
    }

    private func fullStatus(_ condition: NodeCondition, for caller: Caller) async throws -> WireStatus {
        let index = node.search.status
        let checkpoint = try await node.store.read { try $0.latestCheckpoint() }
        let contradicting = contradictingWitnesses()
        // What the node follows is its own organisation's business.
        let exchanges = caller.organisation.ownsNode ? try await node.exchanges() : nil
        let contact = following()
        return WireStatus(
            state: condition.rawValue,
            organisation: caller.organisation.id,
            nodeOrganisation: node.identity.organisation,
            isExchange: node.identity.isExchange,
            journalSize: node.store.journalGrowth.size,
            index: WireStatus.Index(hashes: index.hashes, position: index.position, ready: index.isReady),
            log: WireStatus.Log(
                verifierKey: node.log.verifierKey.text,
                checkpointInterval: node.settings.checkpointInterval,
                size: checkpoint?.size ?? 0,
                condition: node.log.currentCondition == .signing ? "signing" : "refusing",
                contradictingWitnesses: contradicting.isEmpty ? nil : contradicting
            ),
            exchanges: exchanges?.map { WireStatus.Following($0, contact?.exchange == $0.id ? contact : nil) }
        )
    }
}
