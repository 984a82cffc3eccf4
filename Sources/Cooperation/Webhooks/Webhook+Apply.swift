extension Webhook {
    /// The state after an event.
    public static func apply(_ state: Webhook?, _ event: JournalEvent) throws(ReplayError) -> Webhook {
        switch (state, event.type) {
        case (nil, WebhookMade.type):
            let facts = try event.payload(WebhookMade.self)
            return Webhook(
                id: ID(event.subject),
                organisation: facts.organisation,
                role: facts.role,
                kinds: facts.kinds,
                madeAtPosition: event.position,
                state: .on,
                onSincePosition: event.position,
                secretAtPosition: event.position
            )
        case (var webhook?, WebhookSecretChanged.type):
            let facts = try event.payload(WebhookSecretChanged.self)
            webhook.formerSecretAtPosition = webhook.secretAtPosition
            webhook.formerSecretUntil = facts.formerUntil
            webhook.secretAtPosition = event.position
            return webhook
        case (var webhook?, WebhookSwitchedOn.type):
            _ = try event.payload(WebhookSwitchedOn.self)
            (webhook.state, webhook.offReason) = (.on, nil)
            webhook.onSincePosition = event.position
            return webhook
        case (var webhook?, WebhookSwitchedOff.type):
            webhook.offReason = try event.payload(WebhookSwitchedOff.self).reason
            webhook.state = .off
            return webhook
        case (let webhook?, WebhookReplayed.type):
            _ = try event.payload(WebhookReplayed.self)
            return webhook
        case (var webhook?, WebhookRemoved.type):
            _ = try event.payload(WebhookRemoved.self)
            (webhook.state, webhook.offReason) = (.removed, nil)
            return webhook
        default: throw ReplayError.unexpected(event, after: state)
        }
    }
}
