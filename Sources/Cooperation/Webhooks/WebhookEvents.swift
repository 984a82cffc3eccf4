/// A webhook was made.
///
/// Sealed: `address`, and `secret`, encrypted with a key of the node.
public struct WebhookMade: EventPayload {
    /// What happened.
    public static let type = "webhook.made"
    /// Whose it is.
    public let organisation: ID<Organisation>
    /// In which role it reads.
    public let role: Role
    /// What it is told of, in order.
    public let kinds: [WebhookEventKind]

    /// Makes the facts.
    public init(organisation: ID<Organisation>, role: Role, kinds: Set<WebhookEventKind>) {
        self.organisation = organisation
        self.role = role
        self.kinds = kinds.sorted { $0.rawValue < $1.rawValue }
    }
}

/// A webhook got a new secret.
///
/// Sealed: `secret`, encrypted with a key of the node.
public struct WebhookSecretChanged: EventPayload {
    /// What happened.
    public static let type = "webhook.secretChanged"
    /// Until when the one before signs as well.
    public let formerUntil: Timestamp
}

/// A webhook was switched on again.
public struct WebhookSwitchedOn: EventPayload {
    /// What happened.
    public static let type = "webhook.switchedOn"
}

/// A webhook was switched off.
public struct WebhookSwitchedOff: EventPayload {
    /// What happened.
    public static let type = "webhook.switchedOff"
    /// Why.
    public let reason: Webhook.OffReason
}

/// Deliveries that were given up are tried again.
public struct WebhookReplayed: EventPayload {
    /// What happened.
    public static let type = "webhook.replayed"
    /// The positions of the events that they tell of.
    public let positions: [Int64]
}

/// A webhook was removed.
public struct WebhookRemoved: EventPayload {
    /// What happened.
    public static let type = "webhook.removed"
}
