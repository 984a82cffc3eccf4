extension Migration {
    /// Where in its exchange's journal a received event stands, so that one that comes again is known.
    static let received = Migration(
        version: 4,
        statements: [
            "ALTER TABLE events ADD COLUMN inner_position BIGINT",
            """
            CREATE UNIQUE INDEX events_by_inner_position ON events (subject, inner_position)
            WHERE inner_position IS NOT NULL
            """,
        ]
    )
}
