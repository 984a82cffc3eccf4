extension Migration {
    /// The clock registry, and the clocks that run.
    static let clocks = Migration(
        version: 9,
        statements: [
            """
            CREATE TABLE agg_clock_rule (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                state TEXT,
                code TEXT
            )
            """,
            "CREATE INDEX agg_clock_rule_by_code ON agg_clock_rule (code, id)",
            """
            CREATE TABLE agg_clock (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                state TEXT,
                owner TEXT,
                assignee TEXT,
                subject TEXT,
                deadline BIGINT,
                next_due_at BIGINT
            )
            """,
            // What the keeper of the clocks asks twice a second.
            "CREATE INDEX agg_clock_by_next_due_at ON agg_clock (next_due_at, id)",
            "CREATE INDEX agg_clock_by_owner ON agg_clock (owner, deadline, id)",
            "CREATE INDEX agg_clock_by_subject ON agg_clock (subject, id)",
        ]
    )
}
