extension Migration {
    /// What repeats of requests are answered.
    static let keptAnswers = Migration(
        version: 19,
        statements: [
            """
            CREATE TABLE kept_answers (
                api_key TEXT NOT NULL,
                word TEXT NOT NULL,
                request_digest TEXT NOT NULL,
                kept_at BIGINT NOT NULL,
                status BIGINT,
                location TEXT,
                media_type TEXT,
                body TEXT,
                PRIMARY KEY (api_key, word)
            )
            """,
            "CREATE INDEX kept_answers_by_kept_at ON kept_answers (kept_at)",
        ]
    )
}
