extension Migration {
    /// The journal, what it seals, and what belongs to no aggregate.
    static let journal = Migration(
        version: 1,
        statements: [
            """
            CREATE TABLE journal (
                size BIGINT NOT NULL
            )
            """,
            "INSERT INTO journal (size) VALUES (0)",
            """
            CREATE TABLE events (
                position BIGINT NOT NULL PRIMARY KEY,
                type TEXT NOT NULL,
                version BIGINT NOT NULL,
                subject TEXT NOT NULL,
                inner_subject TEXT,
                time BIGINT NOT NULL,
                organisation TEXT NOT NULL,
                actor TEXT NOT NULL,
                facts TEXT NOT NULL,
                event_salt BYTEA NOT NULL,
                leaf_data BYTEA NOT NULL,
                leaf_hash BYTEA NOT NULL
            )
            """,
            "CREATE INDEX events_by_subject ON events (subject, position)",
            "CREATE INDEX events_by_inner_subject ON events (inner_subject, position) WHERE inner_subject IS NOT NULL",
            "CREATE INDEX events_by_type ON events (type, position)",
            """
            CREATE TABLE sealed_parts (
                position BIGINT NOT NULL,
                name TEXT NOT NULL,
                text TEXT,
                salt BYTEA,
                field_hash BYTEA NOT NULL,
                PRIMARY KEY (position, name)
            )
            """,
            """
            CREATE TABLE lookups (
                aggregate TEXT NOT NULL,
                scope TEXT NOT NULL,
                value TEXT NOT NULL,
                id TEXT NOT NULL,
                PRIMARY KEY (aggregate, scope, value, id)
            )
            """,
            """
            CREATE TABLE settings (
                name TEXT NOT NULL PRIMARY KEY,
                value TEXT NOT NULL
            )
            """,
            """
            CREATE TABLE tiles (
                level BIGINT NOT NULL,
                tile_index BIGINT NOT NULL,
                hashes BYTEA NOT NULL,
                PRIMARY KEY (level, tile_index)
            )
            """,
            """
            CREATE TABLE checkpoints (
                size BIGINT NOT NULL PRIMARY KEY,
                root BYTEA NOT NULL,
                note TEXT NOT NULL,
                time BIGINT NOT NULL
            )
            """,
        ]
    )
}
