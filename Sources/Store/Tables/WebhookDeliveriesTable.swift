import Cooperation
import Services

/// What is on its way to webhooks, and what was given up.
///
/// No part of the journal: what happened stands there, and here only who has not been told yet.
struct WebhookDeliveriesTable {
    private static let columns =
        "webhook, event_position, subject, kind, state, attempts, due_at, failure, failure_status"
    private static let waiting = SQLValue.text(WebhookDelivery.State.waiting.rawValue)
    private static let dead = SQLValue.text(WebhookDelivery.State.dead.rawValue)

    let connection: any SQLConnection

    /// The webhooks for which something waits whose time has come.
    func due(by moment: Timestamp) throws(StoreError) -> [ID<Webhook>] {
        try connection.query(
            "SELECT DISTINCT webhook FROM webhook_deliveries WHERE state = ? AND due_at <= ? ORDER BY webhook",
            [Self.waiting, .integer(moment.microseconds)]
        ).map { row throws(StoreError) in ID(try row.identifier(0)) }
    }

    /// What may be sent now, the oldest first: of each subject the first that waits, if its time has come.
    func next(for webhook: ID<Webhook>, dueBy moment: Timestamp, limit: Int) throws(StoreError) -> [WebhookDelivery] {
        try deliveries(
            """
            webhook = ? AND state = ? AND due_at <= ? AND NOT EXISTS (
                SELECT 1 FROM webhook_deliveries AS earlier
                WHERE earlier.webhook = webhook_deliveries.webhook AND earlier.state = webhook_deliveries.state
                AND earlier.subject = webhook_deliveries.subject
                AND earlier.event_position < webhook_deliveries.event_position
            )
            """,
            [.text(webhook.description), Self.waiting, .integer(moment.microseconds)],
            limit: limit
        )
    }

    func dead(
        of webhook: ID<Webhook>,
        after position: Int64?,
        limit: Int
    ) throws(StoreError) -> [WebhookDelivery] {
        try deliveries(
            "webhook = ? AND state = ? AND event_position > ?",
            [.text(webhook.description), Self.dead, .integer(position ?? -1)],
            limit: limit
        )
    }

    func waiting(for webhook: ID<Webhook>) throws(StoreError) -> [WebhookDelivery] {
        try deliveries(
            "webhook = ? AND state = ?",
            [.text(webhook.description), Self.waiting],
            limit: .max
        )
    }

    /// How many wait and how many were given up, by webhook.
    func counts(of webhooks: [ID<Webhook>]) throws(StoreError) -> [ID<Webhook>: WebhookQueueCounts] {
        var counts: [ID<Webhook>: WebhookQueueCounts] = [:]
        for page in SQLChoice.pages(of: webhooks.map { .text($0.description) }) {
            let rows = try connection.query(
                "SELECT webhook, state, COUNT(*) FROM webhook_deliveries WHERE webhook IN \(page.list) GROUP BY webhook, state",
                page.binds
            )
            for row in rows {
                let webhook = ID<Webhook>(try row.identifier(0))
                if try row.text(1) == WebhookDelivery.State.waiting.rawValue {
                    counts[webhook, default: WebhookQueueCounts()].waiting = try row.integer(2)
                } else {
                    counts[webhook, default: WebhookQueueCounts()].dead = try row.integer(2)
                }
            }
        }
        return counts
    }

    /// How many wait and how many were given up.
    func counts() throws(StoreError) -> WebhookQueueCounts {
        var counts = WebhookQueueCounts()
        for row in try connection.query("SELECT state, COUNT(*) FROM webhook_deliveries GROUP BY state") {
            if try row.text(0) == WebhookDelivery.State.waiting.rawValue {
                counts.waiting = try row.integer(1)
            } else {
                counts.dead = try row.integer(1)
            }
        }
        return counts
    }

    /// Keeps a delivery, in place of what was known of it before.
    func keep(_ delivery: WebhookDelivery) throws(StoreError) {
        try connection.execute(
            """
            INSERT INTO webhook_deliveries (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (webhook, event_position) DO UPDATE SET state = excluded.state, attempts = excluded.attempts,
                due_at = excluded.due_at, failure = excluded.failure, failure_status = excluded.failure_status
            """,
            [
                .text(delivery.webhook.description), .integer(delivery.position), .text(delivery.subject.description),
                .text(delivery.kind.rawValue), .text(delivery.state.rawValue), .integer(Int64(delivery.attempts)),
                .integer(delivery.dueAt.microseconds), .optional(delivery.failure?.reason.rawValue),
                (delivery.failure?.status).map { .integer(Int64($0)) } ?? .null,
            ]
        )
    }

    func forget(_ webhook: ID<Webhook>, at position: Int64) throws(StoreError) {
        try connection.execute(
            "DELETE FROM webhook_deliveries WHERE webhook = ? AND event_position = ?",
            [.text(webhook.description), .integer(position)]
        )
    }

    func forgetAll(of webhook: ID<Webhook>) throws(StoreError) {
        try connection.execute(
            "DELETE FROM webhook_deliveries WHERE webhook = ?",
            [.text(webhook.description)]
        )
    }

    /// Forgets what was given up before a moment.
    func forgetDead(before moment: Timestamp) throws(StoreError) {
        try connection.execute(
            "DELETE FROM webhook_deliveries WHERE state = ? AND due_at < ?",
            [Self.dead, .integer(moment.microseconds)]
        )
    }

    private func deliveries(
        _ condition: String,
        _ binds: [SQLValue],
        limit: Int
    ) throws(StoreError) -> [WebhookDelivery] {
        try connection.query(
            """
            SELECT \(Self.columns) FROM webhook_deliveries WHERE \(condition) ORDER BY event_position LIMIT ?
            """,
            binds + [.integer(Int64(limit))]
        ).map(Self.delivery)
    }

    private static func delivery(_ row: SQLRow) throws(StoreError) -> WebhookDelivery {
        guard let kind = WebhookEventKind(rawValue: try row.text(3)),
            let state = WebhookDelivery.State(rawValue: try row.text(4))
        else { throw StoreError(.damaged, "A delivery to a webhook is of no kind that this program knows.") }
        var failure: WebhookFailure?
        if let word = try row.optionalText(7) {
            guard let reason = WebhookFailure.Reason(rawValue: word) else {
                throw StoreError(.damaged, "A delivery to a webhook failed for no reason that this program knows.")
            }
            failure = WebhookFailure(reason, status: try row.optionalInteger(8).map { Int($0) })
        }
        return WebhookDelivery(
            webhook: ID(try row.identifier(0)),
            position: try row.integer(1),
            subject: try row.identifier(2),
            kind: kind,
            state: state,
            attempts: Int(try row.integer(5)),
            dueAt: Timestamp(microseconds: try row.integer(6)),
            failure: failure
        )
    }
}
