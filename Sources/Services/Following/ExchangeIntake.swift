import Cooperation
import Crypto

/// Takes in what an exchange recorded and proves it, whether it came over a line or in a bundle.
struct ExchangeIntake: Sendable {
    let node: Node
    let status: FollowStatus

    var store: any Store { node.store }
    var author: Author { .node(of: node.identity.organisation) }

    /// The id on this node of the exchange whose log has a key.
    static func id(ofKey verifierKey: String) -> ID<Exchange> {
        let digest = Array(SHA256.hash(data: Array(verifierKey.utf8)))
        let words = (0..<2).map { word in digest[word * 8..<word * 8 + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return ID(Identifier(derivedHigh: words[0], low: words[1]))
    }

    /// The exchange's record.
    ///
    /// - Throws: `Stopped` while an alarm stands that no operator looked into.
    static func going(_ id: ID<Exchange>, in reading: any StoreReading) throws -> Exchange {
        guard let exchange = try reading.load(Exchange.self, id) else {
            throw Refusal(.notFound, "not-found", "This exchange is not followed.")
        }
        if exchange.isStopped, let alarm = exchange.alarm {
            throw FollowExchange.Stopped(exchange: id, alarm: alarm)
        }
        return exchange
    }

    /// Records an alarm.
    ///
    /// - Returns: the error to throw.
    func raise(_ alarm: Exchange.Alarm, at id: ID<Exchange>) async throws -> FollowExchange.Stopped {
        let author = author
        try await store.write { transaction in
            let acts = try Exchange.decide(transaction.load(Exchange.self, id), .raise(alarm), id: id)
            for act in acts { try transaction.append(act, by: author) }
        }
        status.note(alarm)
        return FollowExchange.Stopped(exchange: id, alarm: alarm)
    }
}
