import CanonicalJSON
import Cooperation

/// Tells when a threat alert did not get to the authority in time, and when nobody confirmed what one person approved by
/// night.
///
/// It sends nothing and approves nothing: what it notes is for the duty officer and the lead, whom alerts reach.
package struct ThreatKeeper: Sendable {
    private static let alertsMax = 500
    private static let pause = Duration.seconds(1)

    private let node: Node

    /// Keeps the alerts of a node.
    package init(node: Node) {
        self.node = node
    }

    /// Goes on every second until the task is cancelled.
    package func run() async throws {
        while true {
            try await turn()
            try await Task.sleep(for: Self.pause)
        }
    }

    /// Notes what became due.
    ///
    /// - Returns: how many acts followed.
    /// - Throws: `StoreError`.
    @discardableResult
    package func turn() async throws -> Int {
        let now = node.clock().microseconds
        let ids = try await node.store.read { reading in
            // These are few: each is with the authority within minutes, or refused. That one was sent says nothing: it is
            // until the authority acknowledges it.
            let onTheirWay = try reading.find(
                AggregateQuery<ThreatAlert>([.equals(.onTheWay, .integer(1))], limit: Self.alertsMax)
            )
            let due = try reading.find(
                AggregateQuery<ThreatAlert>(
                    [.isLess(.nextDueAt, now + 1)],
                    order: .ascending(.nextDueAt),
                    limit: Self.alertsMax
                )
            )
            let dispatches = try reading.load(Dispatch.self, ids: onTheirWay.compactMap(\.dispatch))
            let refused = onTheirWay.filter { $0.dispatch.flatMap { dispatches[$0] }?.state == .refused }
            return Array(Set((refused + due).map(\.id))).sorted()
        }
        guard !ids.isEmpty else { return 0 }
        let author = Author.node(of: node.identity.organisation)
        return try await node.store.write { transaction in
            var count = 0
            for id in ids {
                guard let alert = try transaction.load(ThreatAlert.self, id) else { continue }
                let dispatch = try alert.dispatch.flatMap { try transaction.load(Dispatch.self, $0) }
                let refusedFor = try transaction.refusal(of: dispatch)
                let isDelivered = dispatch.map { $0.state == .delivered || $0.state == .recorded } ?? false
                count += try transaction.command(
                    .tick(isDelivered: isDelivered, refusedFor: refusedFor),
                    on: id,
                    by: author
                )
            }
            return count
        }
    }
}

extension StoreReading {
    /// The exchange's word for why it refused a dispatch for good.
    fileprivate func refusal(of dispatch: Dispatch?) throws -> String? {
        guard let dispatch, dispatch.state == .refused else { return nil }
        let query = EventQuery(subject: dispatch.id.identifier, types: [DispatchRefused.type], limit: 1)
        return try events(query).first?.facts["code"]?.stringValue
    }
}
