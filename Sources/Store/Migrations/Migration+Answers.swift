extension Migration {
    /// Decided cases are listed by when the platform's answer is due; few are decided at a time among those that are closed.
    static let answers = Migration(
        version: 30,
        statements: [
            "ALTER TABLE agg_case ADD COLUMN answer_due_at BIGINT",
            "CREATE INDEX agg_case_by_answer_due_at ON agg_case (state, answer_due_at, id)",
        ]
    )
}
