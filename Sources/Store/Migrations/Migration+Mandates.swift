extension Migration {
    /// Which legal instruments there are, and which offices, officers and keys issue them.
    static let mandates = Migration(
        version: 10,
        statements: [
            """
            CREATE TABLE agg_instrument (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                code TEXT,
                country TEXT,
                kind TEXT,
                state TEXT,
                exchange TEXT
            )
            """,
            "CREATE INDEX agg_instrument_by_state ON agg_instrument (state, code, id)",
            """
            CREATE TABLE agg_office (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                authority TEXT,
                country TEXT,
                function TEXT,
                vouched BIGINT,
                revoked BIGINT,
                exchange TEXT
            )
            """,
            "CREATE INDEX agg_office_by_authority ON agg_office (authority, id)",
            """
            CREATE TABLE agg_officer (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                authority TEXT,
                office TEXT,
                person TEXT,
                "left" BIGINT,
                exchange TEXT
            )
            """,
            "CREATE INDEX agg_officer_by_authority ON agg_officer (authority, id)",
            "CREATE INDEX agg_officer_by_office ON agg_officer (office, id)",
            "CREATE INDEX agg_officer_by_person ON agg_officer (person, id)",
        ]
    )
}
