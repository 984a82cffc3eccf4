extension Migration {
    /// What people practise with.
    static let exercises = Migration(
        version: 13,
        statements: [
            """
            CREATE TABLE agg_exercise (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                organisation TEXT,
                state TEXT
            )
            """,
            "CREATE INDEX agg_exercise_by_organisation ON agg_exercise (organisation, id)",
        ]
    )
}
