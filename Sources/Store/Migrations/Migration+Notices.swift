extension Migration {
    /// Assessments are found by when the person concerned has to be told.
    static let notices = Migration(
        version: 27,
        statements: [
            "ALTER TABLE agg_assessment ADD COLUMN notice_due_at BIGINT",
            "CREATE INDEX agg_assessment_by_notice_due_at ON agg_assessment (notice_due_at, id)",
        ]
    )
}
