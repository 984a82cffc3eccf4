extension Migration {
    /// What queues of cases are selected by, and their order: the most urgent first, then the oldest.
    static let queue = Migration(
        version: 7,
        statements: [
            "ALTER TABLE agg_case ADD COLUMN locked_until BIGINT",
            "ALTER TABLE agg_case ADD COLUMN waiting BIGINT",
            "ALTER TABLE agg_case ADD COLUMN language TEXT",
            "ALTER TABLE agg_case ADD COLUMN kind TEXT",
            "DROP INDEX agg_case_by_state",
            "CREATE INDEX agg_case_by_state ON agg_case (state, priority DESC, id)",
            "CREATE INDEX agg_case_by_waiting ON agg_case (waiting, priority DESC, id)",
            "CREATE INDEX agg_case_by_priority ON agg_case (priority DESC, id)",
        ]
    )
}
