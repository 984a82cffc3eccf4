extension Migration {
    /// Addresses that are told what happened, and what is on its way to them.
    static let webhooks = Migration(
        version: 24,
        statements: [
            """
            CREATE TABLE agg_webhook (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                organisation TEXT,
                state TEXT
            )
            """,
            "CREATE INDEX agg_webhook_by_organisation ON agg_webhook (organisation, id)",
            "CREATE INDEX agg_webhook_by_state ON agg_webhook (state, id)",
            """
            CREATE TABLE webhook_deliveries (
                webhook TEXT NOT NULL,
                event_position BIGINT NOT NULL,
                subject TEXT NOT NULL,
                kind TEXT NOT NULL,
                state TEXT NOT NULL,
                attempts BIGINT NOT NULL,
                due_at BIGINT NOT NULL,
                failure TEXT,
                failure_status BIGINT,
                PRIMARY KEY (webhook, event_position)
            )
            """,
            """
            CREATE INDEX webhook_deliveries_by_subject
            ON webhook_deliveries (webhook, state, subject, event_position)
            """,
            "CREATE INDEX webhook_deliveries_by_due_at ON webhook_deliveries (state, due_at)",
        ]
    )
}
