extension Migration {
    /// What authorities ask, what is on its way to being asked, and what addressees make of it.
    static let requests = Migration(
        version: 11,
        statements: [
            """
            CREATE TABLE agg_request_draft (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                authority TEXT,
                state TEXT,
                written_at BIGINT
            )
            """,
            "CREATE INDEX agg_request_draft_by_authority ON agg_request_draft (authority, written_at DESC, id)",
            """
            CREATE TABLE agg_request (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                authority TEXT,
                addressee TEXT,
                kind TEXT,
                state TEXT,
                received_at BIGINT,
                due_at BIGINT,
                batch TEXT,
                is_exercise BIGINT
            )
            """,
            "CREATE INDEX agg_request_by_authority ON agg_request (authority, received_at DESC, id)",
            "CREATE INDEX agg_request_by_addressee ON agg_request (addressee, received_at DESC, id)",
            "CREATE INDEX agg_request_by_addressee_due ON agg_request (addressee, due_at, id)",
            "CREATE INDEX agg_request_by_authority_due ON agg_request (authority, due_at, id)",
            "CREATE INDEX agg_request_by_due_at ON agg_request (due_at, id)",
            "CREATE INDEX agg_request_by_received_at ON agg_request (received_at DESC, id)",
            "CREATE INDEX agg_request_by_batch ON agg_request (batch, id)",
            "CREATE INDEX agg_request_by_state ON agg_request (state, id)",
            """
            CREATE TABLE agg_assessment (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                state TEXT,
                kind TEXT,
                opened_at BIGINT,
                assignee TEXT,
                due_at BIGINT,
                is_exercise BIGINT,
                authority TEXT
            )
            """,
            "CREATE INDEX agg_assessment_by_opened_at ON agg_assessment (opened_at DESC, id)",
            "CREATE INDEX agg_assessment_by_due_at ON agg_assessment (due_at, id)",
            "CREATE INDEX agg_assessment_by_authority ON agg_assessment (authority, kind, id)",
            // Written alone, which a statement that names it can be seen to be a part of.
            "CREATE INDEX sealed_parts_by_item ON sealed_parts (text, position) WHERE name = 'itemKey'",
        ]
    )
}
