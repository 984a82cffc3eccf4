/// What can be asked of a webhook.
public enum WebhookCommand: Sendable, Hashable {
    /// Make one; the secret as it is kept, encrypted.
    case make(role: Role, kinds: Set<WebhookEventKind>, address: String, secret: String)
    /// Give it a new secret; the one before signs as well for a while.
    case changeSecret(secret: String, overlap: Seconds)
    /// Switch it on again; it is told of what happens from then on.
    case switchOn
    /// Switch it off.
    case switchOff(Webhook.OffReason)
    /// Try deliveries again that were given up.
    case replay([Int64])
    /// Remove it.
    case remove
}
