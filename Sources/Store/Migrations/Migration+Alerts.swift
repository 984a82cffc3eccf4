extension Migration {
    /// Whom the node reaches when something can't wait, and what it reached them for.
    static let alerts = Migration(
        version: 6,
        statements: [
            """
            CREATE TABLE agg_alert (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                state TEXT,
                due_at BIGINT
            )
            """,
            "CREATE INDEX agg_alert_by_state ON agg_alert (state, id)",
            "CREATE INDEX agg_alert_by_due_at ON agg_alert (due_at, id)",
            """
            CREATE TABLE agg_roster (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                organisation TEXT
            )
            """,
        ]
    )
}
