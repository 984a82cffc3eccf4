extension Migration {
    /// How people get into the console, and who is in.
    static let logins = Migration(
        version: 5,
        statements: [
            """
            CREATE TABLE agg_login (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                organisation TEXT
            )
            """,
            "CREATE INDEX agg_login_by_organisation ON agg_login (organisation, id)",
            """
            CREATE TABLE agg_session (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                person TEXT,
                ended BIGINT
            )
            """,
            "CREATE INDEX agg_session_by_person ON agg_session (person, ended, id)",
            "DROP INDEX sealed_parts_by_key",
            """
            CREATE INDEX sealed_parts_by_key ON sealed_parts (name, text, position)
            WHERE name = 'contentKey' OR name = 'accountKey' OR name = 'loginKey'
            """,
        ]
    )
}
