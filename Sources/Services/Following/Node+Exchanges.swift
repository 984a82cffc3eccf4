import Cooperation

/// An exchange that this node follows, with what is known of it beside its record.
package struct ExchangeView: Sendable {
    package let exchange: Exchange
    package let address: String?
    /// How many words wait to be handed to it.
    package let waiting: Int64
}

extension Node {
    /// The exchanges that this node follows.
    package func exchanges() async throws -> [Exchange] {
        try await store.read { try $0.find(AggregateQuery<Exchange>(limit: 1000)) }
    }

    /// The exchanges that this node follows, in the order of their ids: a page after `after`.
    ///
    /// - Returns: the page, and the id to go on after, `nil` at the end.
    package func exchanges(
        after: ID<Exchange>?,
        limit: Int
    ) async throws -> (exchanges: [ExchangeView], next: ID<Exchange>?) {
        try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<Exchange>(after: after.map { .init(value: nil, id: $0) }, limit: limit)
            )
            return (try reading.views(page), page.count == limit ? page.last?.id : nil)
        }
    }

    /// One exchange that this node follows.
    package func exchange(_ id: ID<Exchange>) async throws -> ExchangeView {
        try await store.read { try $0.exchangeView(id) }
    }

    /// Records that someone looked into an alarm, so that the exchange is followed on.
    ///
    /// The alarm stands until a checkpoint is verified that agrees with everything that was verified before.
    ///
    /// - Parameters:
    ///   - alarm: the alarm that was looked into.
    ///   - id: the exchange.
    ///   - reason: what came of it.
    ///   - caller: who; already authorised.
    /// - Returns: the exchange.
    /// - Throws: `Refusal` where it is not the alarm that stands; `StoreError`.
    package func acknowledge(
        _ alarm: Exchange.Alarm,
        of id: ID<Exchange>,
        reason: String,
        by caller: Caller
    ) async throws -> ExchangeView {
        try await store.write { transaction in
            let acts = try Exchange.decide(
                transaction.load(Exchange.self, id),
                .acknowledge(alarm, reason: reason),
                id: id
            )
            for act in acts { try transaction.append(act, by: caller.author) }
            return try transaction.exchangeView(id)
        }
    }
}

extension StoreReading {
    fileprivate func exchangeView(_ id: ID<Exchange>) throws -> ExchangeView {
        guard let exchange = try load(Exchange.self, id) else {
            throw Refusal(.notFound, "not-found", "This exchange is not followed.")
        }
        return try view(exchange)
    }

    /// Exchanges with what waits for them, in as many statements for a page of them as for one.
    fileprivate func views(_ exchanges: [Exchange]) throws(StoreError) -> [ExchangeView] {
        let addresses = try sealedParts(["address"], at: exchanges.map(\.followedAtPosition))
        let waiting = try counts(
            AggregateQuery<Dispatch>([.equals(.state, .text(Dispatch.State.queued.rawValue))]),
            by: .exchange
        )
        return exchanges.map { exchange in
            ExchangeView(
                exchange: exchange,
                address: addresses[exchange.followedAtPosition]?["address"],
                waiting: waiting[exchange.id.description] ?? 0
            )
        }
    }

    fileprivate func view(_ exchange: Exchange) throws -> ExchangeView {
        ExchangeView(
            exchange: exchange,
            address: try sealedPart("address", at: exchange.followedAtPosition),
            waiting: try count(AggregateQuery<Dispatch>(.waiting(for: exchange.id)))
        )
    }
}
