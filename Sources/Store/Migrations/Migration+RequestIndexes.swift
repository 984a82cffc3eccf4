extension Migration {
    /// Assessments that are in hand are few among those that were answered; no query asks for a state of requests alone.
    static let requestIndexes = Migration(
        version: 23,
        statements: [
            "CREATE INDEX agg_assessment_by_state ON agg_assessment (state, opened_at DESC, id)",
            "DROP INDEX agg_request_by_state",
        ]
    )
}
