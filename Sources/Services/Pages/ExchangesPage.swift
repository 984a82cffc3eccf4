import Cooperation

/// The exchanges that a node follows, with how far each is taken in and believed.
package struct FollowedExchange: Sendable {
    package let exchange: Exchange
    package let address: String?
    /// How many words of this node wait to be handed to it.
    package let waiting: Int64
    /// When its last checkpoint was verified; `nil` before the first, and where that is long past.
    package let verifiedAt: Timestamp?
    /// When an act of it was received last; `nil` where that is long past.
    package let receivedAt: Timestamp?
}

extension Node {
    /// How many of the latest acts are looked through for when something happened last.
    private static let recentActsMax = 500
    private static let exchangesMax = 100

    /// All exchanges that this node follows.
    package func followedExchanges() async throws -> [FollowedExchange] {
        try await store.read { reading in
            let exchanges = try reading.find(AggregateQuery<Exchange>(limit: Self.exchangesMax))
            let addresses = try reading.sealedParts(["address"], at: exchanges.map(\.followedAtPosition))
            let waiting = try reading.counts(
                AggregateQuery<Dispatch>([.equals(.state, .text(Dispatch.State.queued.rawValue))]),
                by: .exchange
            )
            func latest(_ type: String) throws -> [Identifier: Timestamp] {
                let events = try reading.events(
                    EventQuery(types: [type], isNewestFirst: true, limit: Self.recentActsMax)
                )
                return Dictionary(events.map { ($0.subject, $0.time) }, uniquingKeysWith: { first, _ in first })
            }
            let verified = try latest(ExchangeCheckpointVerified.type)
            let received = try latest(EventReceived.type)
            return exchanges.map { exchange in
                FollowedExchange(
                    exchange: exchange,
                    address: addresses[exchange.followedAtPosition]?["address"],
                    waiting: waiting[exchange.id.description] ?? 0,
                    verifiedAt: verified[exchange.id.identifier],
                    receivedAt: received[exchange.id.identifier]
                )
            }
        }
    }
}
