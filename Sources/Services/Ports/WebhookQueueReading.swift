import Cooperation

/// What can be read of what is on its way to webhooks.
package protocol WebhookQueueReading {
    /// The webhooks for which something waits whose time has come.
    func webhooksDue(by moment: Timestamp) throws(StoreError) -> [ID<Webhook>]

    /// What may be sent to a webhook now, the oldest first: of each subject the first that waits, if its time has come.
    func nextDeliveries(
        for webhook: ID<Webhook>,
        dueBy moment: Timestamp,
        limit: Int
    ) throws(StoreError) -> [WebhookDelivery]

    /// What was given up of a webhook, in order of position, after one.
    func deadDeliveries(
        of webhook: ID<Webhook>,
        after position: Int64?,
        limit: Int
    ) throws(StoreError) -> [WebhookDelivery]

    /// How much waits for webhooks and how much was given up, in as many statements for many as for one.
    ///
    /// - Returns: by webhook; one for which there is nothing is left out.
    func deliveryCounts(of webhooks: [ID<Webhook>]) throws(StoreError) -> [ID<Webhook>: WebhookQueueCounts]

    /// How much waits for all webhooks together and how much was given up, in one statement.
    func deliveryCounts() throws(StoreError) -> WebhookQueueCounts
}

/// How much is on its way to a webhook.
package struct WebhookQueueCounts: Sendable, Hashable {
    /// How many deliveries wait.
    package var waiting: Int64
    /// How many were given up.
    package var dead: Int64

    package init(waiting: Int64 = 0, dead: Int64 = 0) {
        self.waiting = waiting
        self.dead = dead
    }
}
