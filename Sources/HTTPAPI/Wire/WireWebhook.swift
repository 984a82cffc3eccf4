import Cooperation
import Services

/// A webhook to make.
struct WireNewWebhook: Decodable {
    let address: String
    let role: Role
    let kinds: [WebhookEventKind]
}

/// How long the former secret of a webhook goes on signing, in seconds.
struct WireSecretChange: Decodable {
    let overlap: Int64?
}

/// Whether a webhook is to be told.
struct WireWebhookSwitch: Decodable {
    let on: Bool
}

/// Which dead deliveries to try again; all where none are named.
struct WireReplay: Decodable {
    let positions: [Int64]?
}

/// How many are tried again.
struct WireReplayed: Encodable {
    let replayed: Int
}

/// A webhook as it is answered; the secret only when it is new.
struct WireWebhook: Encodable {
    let id: ID<Webhook>
    let organisation: ID<Organisation>
    let role: Role
    let kinds: [WebhookEventKind]
    let address: String?
    let state: Webhook.State
    let offReason: Webhook.OffReason?
    let waiting: Int64
    let dead: Int64
    let formerSecretUntil: Timestamp?
    /// Shown this once.
    let secret: String?

    init(_ view: WebhookView, secret: WebhookSecret? = nil) {
        let webhook = view.webhook
        id = webhook.id
        organisation = webhook.organisation
        role = webhook.role
        kinds = webhook.kinds
        address = view.address
        state = webhook.state
        offReason = webhook.offReason
        waiting = view.counts.waiting
        dead = view.counts.dead
        formerSecretUntil = webhook.formerSecretUntil
        self.secret = secret?.text
    }
}

/// A delivery that was given up, as it is answered.
struct WireDeadDelivery: Encodable {
    let position: Int64
    let kind: WebhookEventKind
    let subject: String
    let messageId: String
    let attempts: Int
    let diedAt: Timestamp
    let failure: WebhookFailure.Reason?
    let status: Int?

    init(_ delivery: WebhookDelivery) {
        position = delivery.position
        kind = delivery.kind
        subject = delivery.subject.description
        messageId = delivery.messageID
        attempts = delivery.attempts
        diedAt = delivery.dueAt
        failure = delivery.failure?.reason
        status = delivery.failure?.status
    }
}
