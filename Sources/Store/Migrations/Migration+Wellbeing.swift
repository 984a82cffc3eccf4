extension Migration {
    /// Who opened which case, what people were shown, and how they want to see things.
    static let wellbeing = Migration(
        version: 8,
        statements: [
            """
            CREATE TABLE agg_reading (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                person TEXT,
                subject TEXT,
                read_at BIGINT
            )
            """,
            "CREATE INDEX agg_reading_by_read_at ON agg_reading (read_at DESC, id)",
            "CREATE INDEX agg_reading_by_person ON agg_reading (person, read_at DESC, id)",
            "CREATE INDEX agg_reading_by_subject ON agg_reading (subject, read_at DESC, id)",
            """
            CREATE TABLE agg_exposure (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                last_at BIGINT
            )
            """,
            """
            CREATE TABLE agg_preferences (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                language TEXT
            )
            """,
        ]
    )
}
