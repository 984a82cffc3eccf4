extension Migration {
    /// Targets that belong to nobody, found by the keyed hashes of what requests name.
    static let canaries = Migration(
        version: 34,
        statements: [
            """
            CREATE TABLE agg_canary (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                state TEXT
            )
            """,
            "CREATE INDEX agg_canary_by_state ON agg_canary (state, id)",
            // The name stands in the statement as it does in those that ask for it, so that the planner sees that it fits.
            "CREATE INDEX sealed_parts_by_canary ON sealed_parts (text, position) WHERE name = 'canaryKey'",
        ]
    )
}
