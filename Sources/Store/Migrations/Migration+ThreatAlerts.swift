extension Migration {
    /// Threat alerts of this node, and those that its authorities received.
    static let threatAlerts = Migration(
        version: 12,
        statements: [
            """
            CREATE TABLE agg_threat_alert (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                state TEXT,
                level TEXT,
                raised_at BIGINT,
                next_due_at BIGINT,
                outcome TEXT,
                is_exercise BIGINT
            )
            """,
            "CREATE INDEX agg_threat_alert_by_raised_at ON agg_threat_alert (raised_at DESC, id)",
            "CREATE INDEX agg_threat_alert_by_state ON agg_threat_alert (state, id)",
            "CREATE INDEX agg_threat_alert_by_next_due_at ON agg_threat_alert (next_due_at, id)",
            """
            CREATE TABLE agg_threat_notice (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                sender TEXT,
                authority TEXT,
                state TEXT,
                due_at BIGINT,
                received_at BIGINT,
                outcome TEXT,
                is_exercise BIGINT
            )
            """,
            "CREATE INDEX agg_threat_notice_by_sender ON agg_threat_notice (sender, received_at DESC, id)",
            "CREATE INDEX agg_threat_notice_by_authority ON agg_threat_notice (authority, received_at DESC, id)",
            "CREATE INDEX agg_threat_notice_by_authority_due ON agg_threat_notice (authority, due_at, id)",
        ]
    )
}
