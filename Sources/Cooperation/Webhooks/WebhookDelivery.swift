/// One event on its way to one webhook.
///
/// It is no part of the journal: that something was told changes nothing for anybody else.
public struct WebhookDelivery: Sendable, Hashable {
    /// Where a delivery is in its life; one that arrived is forgotten.
    public enum State: String, CaseIterable, Sendable {
        /// It is tried, or waits for its turn.
        case waiting
        /// It was given up; somebody may replay it.
        case dead
    }

    /// How often a delivery is tried before it is given up.
    public static let attemptsMax = 10
    /// How many may wait for one webhook; beyond that the webhook is switched off.
    public static let waitingMax: Int64 = 10_000
    /// How long it is remembered that a delivery was given up.
    public static let deadKept = Seconds.days(30)

    /// The webhook.
    public let webhook: ID<Webhook>
    /// The position of the event in the node's journal; with the webhook it names the delivery.
    public let position: Int64
    /// What the event happened to; deliveries about the same thing go out one after another.
    public let subject: Identifier
    /// What happened.
    public let kind: WebhookEventKind
    /// Where it is in its life.
    public internal(set) var state: State
    /// How often it was tried since it was last queued.
    public internal(set) var attempts: Int
    /// When it is tried next; of one that was given up, when that was.
    public internal(set) var dueAt: Timestamp
    /// Why it was not taken when it was last tried.
    public internal(set) var failure: WebhookFailure?

    /// Takes a delivery as it was kept.
    public init(
        webhook: ID<Webhook>,
        position: Int64,
        subject: Identifier,
        kind: WebhookEventKind,
        state: State,
        attempts: Int,
        dueAt: Timestamp,
        failure: WebhookFailure?
    ) {
        self.webhook = webhook
        self.position = position
        self.subject = subject
        self.kind = kind
        self.state = state
        self.attempts = attempts
        self.dueAt = dueAt
        self.failure = failure
    }

    /// Queues an event that just happened.
    public init(of event: JournalEvent, as kind: WebhookEventKind, to webhook: ID<Webhook>, at now: Timestamp) {
        self.init(
            webhook: webhook,
            position: event.position,
            subject: event.subject,
            kind: kind,
            state: .waiting,
            attempts: 0,
            dueAt: now,
            failure: nil
        )
    }

    /// By what the receiver knows it: the same each time it is sent.
    public var messageID: String { "msg_\(webhook.description.filter { $0 != "-" })_\(position)" }
}
