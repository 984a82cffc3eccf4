extension Migration {
    /// The state of every kind of aggregate: the document, and one column for each facet.
    static let aggregates = Migration(
        version: 2,
        statements: [
            """
            CREATE TABLE agg_agreement (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                state TEXT,
                exchange TEXT
            )
            """,
            """
            CREATE TABLE agg_bank (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                owner TEXT,
                agreement TEXT,
                closed BIGINT,
                exchange TEXT
            )
            """,
            "CREATE INDEX agg_bank_by_agreement ON agg_bank (agreement, id)",
            "CREATE INDEX agg_bank_by_owner ON agg_bank (owner, id)",
            """
            CREATE TABLE agg_case (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                state TEXT,
                priority BIGINT,
                opened_at BIGINT,
                assignee TEXT,
                account TEXT
            )
            """,
            "CREATE INDEX agg_case_by_state ON agg_case (state, priority, id)",
            "CREATE INDEX agg_case_by_opened_at ON agg_case (opened_at, id)",
            "CREATE INDEX agg_case_by_assignee ON agg_case (assignee, id)",
            "CREATE INDEX agg_case_by_account ON agg_case (account, id)",
            """
            CREATE TABLE agg_decision (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                subject TEXT,
                state TEXT,
                made_at BIGINT,
                answer_due_at BIGINT,
                ends_at BIGINT
            )
            """,
            "CREATE INDEX agg_decision_by_subject ON agg_decision (subject, id)",
            "CREATE INDEX agg_decision_by_made_at ON agg_decision (made_at, id)",
            "CREATE INDEX agg_decision_by_answer_due_at ON agg_decision (answer_due_at, id)",
            "CREATE INDEX agg_decision_by_ends_at ON agg_decision (ends_at, id)",
            """
            CREATE TABLE agg_dispatch (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                exchange TEXT,
                state TEXT
            )
            """,
            "CREATE INDEX agg_dispatch_by_state ON agg_dispatch (state, exchange, id)",
            """
            CREATE TABLE agg_exchange (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                alarm TEXT
            )
            """,
            """
            CREATE TABLE agg_key (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                organisation TEXT,
                person TEXT,
                revoked BIGINT
            )
            """,
            "CREATE INDEX agg_key_by_organisation ON agg_key (organisation, id)",
            "CREATE INDEX agg_key_by_person ON agg_key (person, id)",
            """
            CREATE TABLE agg_organisation (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                kind TEXT,
                standing TEXT,
                owns_node BIGINT,
                exchange TEXT
            )
            """,
            """
            CREATE TABLE agg_person (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                organisation TEXT,
                state TEXT
            )
            """,
            "CREATE INDEX agg_person_by_organisation ON agg_person (organisation, id)",
            """
            CREATE TABLE agg_signal (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                bank TEXT,
                agreement TEXT,
                proposer TEXT,
                state TEXT,
                proposed_at BIGINT,
                expires_at BIGINT,
                exchange TEXT
            )
            """,
            "CREATE INDEX agg_signal_by_bank ON agg_signal (bank, id)",
            "CREATE INDEX agg_signal_by_agreement ON agg_signal (agreement, id)",
            "CREATE INDEX agg_signal_by_proposer ON agg_signal (proposer, id)",
            "CREATE INDEX agg_signal_by_proposed_at ON agg_signal (proposed_at, id)",
            "CREATE INDEX agg_signal_by_expires_at ON agg_signal (state, expires_at)",
            """
            CREATE TABLE agg_submission (
                id TEXT NOT NULL PRIMARY KEY,
                event_position BIGINT NOT NULL,
                document TEXT NOT NULL,
                authority TEXT,
                state TEXT,
                submitted_at BIGINT
            )
            """,
            "CREATE INDEX agg_submission_by_authority ON agg_submission (authority, id)",
            "CREATE INDEX agg_submission_by_state ON agg_submission (state, submitted_at, id)",
        ]
    )
}
