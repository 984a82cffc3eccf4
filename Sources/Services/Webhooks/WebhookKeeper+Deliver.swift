import Cooperation

extension WebhookKeeper {
    /// How many messages to one webhook are on their way at once.
    private static let messagesMax = 8

    /// What is done with a delivery now.
    private struct Turn: Sendable {
        enum Kind: Sendable {
            /// It is sent.
            case send(WebhookMessage)
            /// Nothing can be sent: the address or the secret can't be read.
            case fail
            /// The webhook may not know of it any more.
            case forget
        }

        let delivery: WebhookDelivery
        let kind: Kind
    }

    /// Sends to a webhook once what may be sent now, as far as it goes out together.
    ///
    /// - Returns: whether there may be more.
    /// - Throws: `StoreError`, once all is answered, where something could not be recorded: that goes out again.
    func deliver(to webhook: ID<Webhook>) async throws -> Bool {
        guard let turns = try await turns(for: webhook) else {
            try await clear(webhook)
            return false
        }
        // What the store does to one delivery breaks off none of the others.
        let failure = try await withThrowingTaskGroup(of: StoreError?.self) { group in
            for turn in turns {
                group.addTask {
                    do {
                        try await carryOut(turn)
                        return nil
                    } catch let error as StoreError {
                        return error
                    }
                }
            }
            return try await group.reduce(StoreError?.none) { $0 ?? $1 }
        }
        if let failure { throw failure }
        return !turns.isEmpty
    }

    /// Takes out of the queue what waits for a webhook that is told nothing.
    private func clear(_ id: ID<Webhook>) async throws {
        try await node.store.write { transaction in
            switch try transaction.load(Webhook.self, id)?.state {
            case .on: break
            case .off: try transaction.abandonDeliveries(to: id)
            case .removed, nil: try transaction.forgetDeliveries(to: id)
            }
        }
    }

    /// What is to be done now; `nil` where the webhook is told nothing.
    private func turns(for id: ID<Webhook>) async throws -> [Turn]? {
        let (node, now) = (self.node, self.node.clock())
        return try await node.store.read { reading in
            guard let webhook = try reading.load(Webhook.self, id), webhook.state == .on,
                let member = try reading.load(Organisation.self, webhook.organisation)
            else { return nil }
            let due = try reading.nextDeliveries(for: id, dueBy: now, limit: Self.messagesMax)
            let sight = WebhookSight(
                webhook,
                of: member,
                reading: reading,
                isOnExchange: node.identity.isExchange,
                now: now
            )
            let address = try reading.sealedPart("address", at: webhook.madeAtPosition)
            let secrets = try webhook.secretPositions(at: now).compactMap { position in
                try reading.sealedPart("secret", at: position).flatMap { node.secrets.opened($0, of: id) }
            }
            return try due.map { delivery in
                let query = EventQuery(from: delivery.position, before: delivery.position + 1, limit: 1)
                guard let event = try reading.events(query).first, let told = try event.effects().last,
                    let withheld = try sight?.withheld(from: event)
                else { return Turn(delivery: delivery, kind: .forget) }
                guard let address, !secrets.isEmpty else { return Turn(delivery: delivery, kind: .fail) }
                let message = WebhookMessage(
                    id: delivery.messageID,
                    to: address,
                    body: WebhookMessage.body(of: told, without: withheld),
                    secrets: secrets,
                    now: now
                )
                return Turn(delivery: delivery, kind: .send(message))
            }
        }
    }

    private func carryOut(_ turn: Turn) async throws {
        let delivery = turn.delivery
        switch turn.kind {
        case .forget:
            try await node.store.write { try $0.forgetDelivery(to: delivery.webhook, at: delivery.position) }
        case .fail: try await record(.failed(.notAllowed), of: delivery)
        case .send(let message):
            let answer = await sender.send(message)
            // Whether it arrived is not known: it is sent again after the next start.
            try Task.checkCancellation()
            try await record(answer, of: delivery)
        }
    }

    private func record(_ answer: WebhookAnswer, of delivery: WebhookDelivery) async throws {
        let node = self.node
        let random = node.randomBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        try await node.store.write { transaction in
            let isOn = try transaction.load(Webhook.self, delivery.webhook)?.state == .on
            switch delivery.outcome(of: answer, now: transaction.now, random: random) {
            case .delivered: try transaction.forgetDelivery(to: delivery.webhook, at: delivery.position)
            case .gone:
                try transaction.stop(
                    delivery.webhook,
                    .gone,
                    isOnExchange: node.identity.isExchange,
                    by: .node(of: node.identity.organisation)
                )
            // What was given up or forgotten meanwhile stays so.
            case .failed(let next): if isOn { try transaction.keepDelivery(next) }
            }
        }
    }
}
