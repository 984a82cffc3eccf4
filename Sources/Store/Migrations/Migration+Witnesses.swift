extension Migration {
    /// What witnesses said of the node's own checkpoints.
    static let witnesses = Migration(
        version: 21,
        statements: [
            """
            CREATE TABLE cosigned_checkpoints (
                size BIGINT NOT NULL PRIMARY KEY,
                note TEXT NOT NULL,
                witnesses TEXT NOT NULL,
                time BIGINT NOT NULL
            )
            """
        ]
    )
}
