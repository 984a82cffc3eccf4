extension Migration {
    /// Sealed files that are kept beside the journal, each under the id of what it belongs to.
    static let keptFiles = Migration(
        version: 14,
        statements: [
            """
            CREATE TABLE kept_files (
                id TEXT NOT NULL PRIMARY KEY,
                bytes BYTEA NOT NULL
            )
            """,
            "ALTER TABLE agg_assessment ADD COLUMN scan_due_at BIGINT",
            "CREATE INDEX agg_assessment_by_scan_due_at ON agg_assessment (scan_due_at, id)",
        ]
    )
}
