extension Migration {
    /// Assessments are found by the adviser who was asked, who sees no others.
    static let advisers = Migration(
        version: 18,
        statements: [
            "ALTER TABLE agg_assessment ADD COLUMN adviser TEXT",
            "CREATE INDEX agg_assessment_by_adviser ON agg_assessment (adviser, opened_at DESC, id)",
        ]
    )
}
