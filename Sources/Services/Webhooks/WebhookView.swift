import Cooperation

/// A webhook as its own people see it.
package struct WebhookView: Sendable {
    package let webhook: Webhook
    /// Where it is told; `nil` once it was removed.
    package let address: String?
    /// How much is on its way.
    package let counts: WebhookQueueCounts
}

/// A webhook with a secret that is shown once.
package struct WebhookWithSecret: Sendable {
    package let view: WebhookView
    /// The secret; kept encrypted, and told nobody again.
    package let secret: WebhookSecret
}
