extension Migration {
    /// Cases are found by content and account through sealed parts, which can be erased, and no longer through their state.
    static let sealedKeys = Migration(
        version: 3,
        statements: [
            "DROP INDEX agg_case_by_account",
            "ALTER TABLE agg_case DROP COLUMN account",
            // Written as an OR, of which a statement that names one of them can be seen to be a part.
            """
            CREATE INDEX sealed_parts_by_key ON sealed_parts (name, text, position)
            WHERE name = 'contentKey' OR name = 'accountKey'
            """,
        ]
    )
}
