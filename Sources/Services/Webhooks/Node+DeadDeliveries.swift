import Cooperation

extension Node {
    /// What was given up of a webhook, in order of position.
    package func deadDeliveries(
        of id: ID<Webhook>,
        of organisation: ID<Organisation>,
        after position: Int64?,
        limit: Int,
        for caller: Caller
    ) async throws -> (deliveries: [WebhookDelivery], next: Int64?) {
        try caller.requireOwn(organisation)
        return try await store.read { reading in
            _ = try reading.webhook(id, of: organisation)
            let page = try reading.deadDeliveries(of: id, after: position, limit: limit)
            return (page, page.count == limit ? page.last?.position : nil)
        }
    }

    /// Tries again what was given up: at some positions, or the first that there are.
    ///
    /// - Returns: how many are tried again; those that were not given up count for nothing.
    /// - Throws: `Refusal`, `StoreError`.
    package func replayDeliveries(
        of id: ID<Webhook>,
        of organisation: ID<Organisation>,
        at positions: Set<Int64>?,
        by caller: Caller
    ) async throws -> Int {
        try caller.requireOwn(organisation)
        let isExchange = identity.isExchange
        return try await store.write { transaction in
            _ = try transaction.webhook(id, of: organisation)
            let dead: [WebhookDelivery]
            if let positions {
                dead = try positions.sorted().compactMap { position in
                    try transaction.deadDeliveries(of: id, after: position - 1, limit: 1)
                        .first { $0.position == position }
                }
            } else {
                dead = try transaction.deadDeliveries(of: id, after: nil, limit: Webhook.replaysMax)
            }
            let command = WebhookCommand.replay(dead.map(\.position))
            _ = try transaction.carryOut(command, on: id, isOnExchange: isExchange, by: caller)
            for delivery in dead { try transaction.keepDelivery(delivery.replayed(at: transaction.now)) }
            return dead.count
        }
    }
}
