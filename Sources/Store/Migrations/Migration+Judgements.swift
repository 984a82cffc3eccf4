extension Migration {
    /// Alerts on their way are found by themselves, and so are the items of which something is remembered.
    static let judgements = Migration(
        version: 22,
        statements: [
            "ALTER TABLE agg_threat_alert ADD COLUMN on_the_way BIGINT",
            """
            UPDATE agg_threat_alert SET on_the_way = 1
            WHERE state = 'sent' AND document NOT LIKE '%"receivedAt"%' AND document NOT LIKE '%"refusedFor"%'
            """,
            "CREATE INDEX agg_threat_alert_by_on_the_way ON agg_threat_alert (on_the_way, id)",
            // The name stands in the statement as it does in those that ask for it, so that the planner sees that it fits.
            "CREATE INDEX sealed_parts_by_marked_item ON sealed_parts (text, position) WHERE name = 'markedItem'",
        ]
    )
}
