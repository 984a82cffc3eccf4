import Cooperation

/// How a node does at one moment, in numbers that tell nothing of anybody.
package struct NodeMetrics: Sendable, Hashable {
    /// How many acts the journal holds.
    package let journalSize: Int64
    /// How many hashes the search index knows.
    package let indexedHashes: Int64
    /// How many acts the index has still to take in.
    package let indexLag: Int64
    /// How many acts the last checkpoint covers.
    package let checkpointSize: Int64
    /// How old the last checkpoint is; `nil` before the first.
    package let checkpointAge: Seconds?
    /// How old the last checkpoint is that witnesses cosigned; `nil` where there is none.
    package let cosignedAge: Seconds?
    /// Whether checkpoints are signed.
    package let signs: Bool
    /// Cases that wait for somebody, and those that somebody works on.
    package let openCases: Int64
    /// Alerts that nobody acknowledged.
    package let openAlerts: Int64
    /// Alerts whose message to a person is not out yet.
    package let waitingMessages: Int64
    /// Words that wait to be handed to exchanges.
    package let waitingWords: Int64
    /// Deliveries to webhooks that wait, or wait to be tried again.
    package let waitingDeliveries: Int64
    /// Deliveries to webhooks that were given up and that nobody sent again.
    package let deadDeliveries: Int64
    /// Writes that wait for the store.
    package let waitingWrites: Int64
    /// Acts of the followed exchanges that were received and that no verified checkpoint covers yet.
    package let unprovenActs: Int64
    /// Exchanges about which an alarm stands.
    package let exchangeAlarms: Int64
}

extension Node {
    /// How many exchanges are looked at.
    private static let exchangesMax = 100

    /// How the node does.
    ///
    /// - Throws: `StoreError`.
    package func metrics() async throws -> NodeMetrics {
        let (now, index, growth) = (clock(), search.status, store.journalGrowth.size)
        let (writes, condition) = (store.waitingWrites, log.currentCondition)
        return try await store.read { reading in
            let last = try reading.latestCheckpoint()
            let cosigned = try reading.latestCheckpoint(before: .writable.upperBound, settled: .writable.lowerBound)
            let exchanges = try reading.find(AggregateQuery<Exchange>(limit: Self.exchangesMax))
            let deliveries = try reading.deliveryCounts()
            return NodeMetrics(
                journalSize: growth,
                indexedHashes: Int64(index.hashes),
                indexLag: max(0, growth - index.position),
                checkpointSize: last?.size ?? 0,
                checkpointAge: last.map { now.secondsSince($0.time) },
                cosignedAge: cosigned.map { now.secondsSince($0.time) },
                signs: condition == .signing,
                openCases: try reading.count(
                    AggregateQuery<Case>([
                        .isOneOf(.state, [Case.State.open, .assigned].map { .text($0.rawValue) })
                    ])
                ),
                openAlerts: try reading.count(
                    AggregateQuery<Alert>([
                        .isOneOf(.state, [Alert.State.waiting, .addressed, .sent].map { .text($0.rawValue) })
                    ])
                ),
                waitingMessages: try reading.count(
                    AggregateQuery<Alert>([
                        .equals(.state, .text(Alert.State.addressed.rawValue))
                    ])
                ),
                waitingWords: try reading.count(
                    AggregateQuery<Dispatch>([.equals(.state, .text(Dispatch.State.queued.rawValue))])
                ),
                waitingDeliveries: deliveries.waiting,
                deadDeliveries: deliveries.dead,
                waitingWrites: Int64(writes),
                unprovenActs: exchanges.reduce(0) { $0 + max(0, $1.received - $1.verifiedSize) },
                exchangeAlarms: Int64(exchanges.count { $0.alarm != nil })
            )
        }
    }
}
