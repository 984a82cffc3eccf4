extension Migration {
    /// Parties that are named in a text alone are found by keyed hashes, and what assessments state to end is ended by clocks.
    static let parties = Migration(
        version: 17,
        statements: [
            // Each written alone, which a statement that names it can be seen to be a part of.
            "CREATE INDEX sealed_parts_by_party ON sealed_parts (text, position) WHERE name = 'partyKey'",
            "CREATE INDEX sealed_parts_by_mailbox ON sealed_parts (text, position) WHERE name = 'mailboxKey'",
            "DROP INDEX agg_assessment_by_due_at",
            "ALTER TABLE agg_assessment DROP COLUMN due_at",
        ]
    )
}
