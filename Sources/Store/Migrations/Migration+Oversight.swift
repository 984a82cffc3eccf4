extension Migration {
    /// Who read what is listed by whose people they are; decisions that wait for a second person are found.
    static let oversight = Migration(
        version: 29,
        statements: [
            "ALTER TABLE agg_reading ADD COLUMN organisation TEXT",
            "DROP INDEX agg_reading_by_read_at",
            "CREATE INDEX agg_reading_by_organisation ON agg_reading (organisation, read_at DESC, id)",
            "ALTER TABLE agg_decision ADD COLUMN closure_due_at BIGINT",
            "CREATE INDEX agg_decision_by_closure_due_at ON agg_decision (closure_due_at, id)",
        ]
    )
}
