extension Migration {
    /// Offices are found by the place in which they are warned of threats to life.
    static let warnings = Migration(
        version: 28,
        statements: [
            "ALTER TABLE agg_office ADD COLUMN warning_rank BIGINT",
            "CREATE INDEX agg_office_by_country_and_warning_rank ON agg_office (country, warning_rank, id)",
        ]
    )
}
