import Cooperation
import Synchronization

extension WebhookKeeper {
    /// How many events are looked at at once.
    private static let eventsMax = 500
    /// How many webhooks are told at most.
    static let webhooksMax = 100_000
    private static let positionSetting = "webhooks.position"

    private struct Page {
        var deliveries: [WebhookDelivery] = []
        /// Where to read on.
        var next: Int64
        /// Whether there may be more.
        var isFull = false
    }

    /// Queues the next events for those webhooks that may know of them.
    ///
    /// - Returns: whether there may be more.
    func take() async throws -> Bool {
        let page = try await page(from: memory.position.withLock(\.self))
        if page.isFull || !page.deliveries.isEmpty {
            let node = self.node
            try await node.store.write { transaction in
                let told = Set(page.deliveries.map(\.webhook)).sorted()
                let webhooks = try transaction.load(Webhook.self, ids: told)
                // Since the page was read one may have been removed or switched off.
                for delivery in page.deliveries
                where webhooks[delivery.webhook]?.isTold(ofPosition: delivery.position) == true {
                    try transaction.keepDelivery(delivery)
                }
                try transaction.setSetting(Self.positionSetting, to: String(page.next))
                try transaction.stopOverrun(
                    among: Set(page.deliveries.map(\.webhook)),
                    isOnExchange: node.identity.isExchange,
                    by: .node(of: node.identity.organisation)
                )
            }
        }
        memory.position.withLock { $0 = page.next }
        return page.isFull
    }

    private func page(from position: Int64) async throws -> Page {
        let (isExchange, now) = (node.identity.isExchange, node.clock())
        return try await node.store.read { store in
            let reading = RememberedReading(store)
            var page = Page(next: try reading.journalSize())
            let on = FacetValue.text(Webhook.State.on.rawValue)
            let webhooks = try reading.find(AggregateQuery<Webhook>([.equals(.state, on)], limit: Self.webhooksMax))
            guard let first = webhooks.map(\.onSincePosition).min() else { return page }
            let saved = try reading.setting(Self.positionSetting).flatMap { Int64($0) } ?? 0
            let kinds = Set(webhooks.flatMap(\.kinds)).map(\.rawValue).sorted()
            let events = try reading.events(
                EventQuery(
                    from: max(position, saved, first + 1),
                    types: kinds + [EventReceived.type],
                    limit: Self.eventsMax
                )
            )
            if events.count == Self.eventsMax, let last = events.last {
                (page.next, page.isFull) = (last.position + 1, true)
            }
            try reading.remember(whatIsKnownOf: events)
            let members = try reading.load(Organisation.self, ids: webhooks.map(\.organisation))
            for webhook in webhooks {
                guard let member = members[webhook.organisation],
                    let sight = WebhookSight(webhook, of: member, reading: reading, isOnExchange: isExchange, now: now)
                else { continue }
                for event in events where webhook.isTold(ofPosition: event.position) {
                    guard let told = try event.effects().last, let kind = WebhookEventKind(rawValue: told.type),
                        webhook.kinds.contains(kind), try sight.withheld(from: event) != nil
                    else { continue }
                    page.deliveries.append(WebhookDelivery(of: told, as: kind, to: webhook.id, at: now))
                }
            }
            return page
        }
    }
}

extension StoreTransaction {
    /// Switches those webhooks off for which too much waits.
    fileprivate func stopOverrun(
        among webhooks: Set<ID<Webhook>>,
        isOnExchange: Bool,
        by author: Author
    ) throws {
        let counts = try deliveryCounts(of: webhooks.sorted())
        for id in webhooks.sorted() where counts[id]?.waiting ?? 0 > WebhookDelivery.waitingMax {
            try stop(id, .overrun, isOnExchange: isOnExchange, by: author)
        }
    }

    /// Switches a webhook off by a rule and for no person.
    func stop(
        _ id: ID<Webhook>,
        _ reason: Webhook.OffReason,
        isOnExchange: Bool,
        by author: Author
    ) throws {
        guard let webhook = try load(Webhook.self, id),
            let member = try load(Organisation.self, webhook.organisation)
        else { return }
        let acts = try Webhook.decide(
            webhook,
            .switchOff(reason),
            id: id,
            member: member,
            isOnExchange: isOnExchange,
            now: now
        )
        for act in acts { try append(act, by: author) }
        try abandonDeliveries(to: id)
    }
}
