import Cooperation

/// What a use case's closure may do with what is on its way to webhooks.
package protocol WebhookQueueWriting {
    /// Keeps a delivery, in place of what was known of it before.
    func keepDelivery(_ delivery: WebhookDelivery) throws(StoreError)

    /// Forgets a delivery: it arrived, or is nobody's business any more.
    func forgetDelivery(to webhook: ID<Webhook>, at position: Int64) throws(StoreError)

    /// Gives up all that waits for a webhook.
    func abandonDeliveries(to webhook: ID<Webhook>) throws(StoreError)

    /// Forgets all about a webhook.
    func forgetDeliveries(to webhook: ID<Webhook>) throws(StoreError)

    /// Forgets what was given up before a moment.
    func forgetDeadDeliveries(before moment: Timestamp) throws(StoreError)
}
