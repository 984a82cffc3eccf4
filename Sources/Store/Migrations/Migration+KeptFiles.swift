extension Migration {
    /// Sealed files that are kept beside the journal, each under the id of what it belongs to.
    static let keptFiles = Migration(
        version: 14,
        statements: [
            """
            CREATE TABLE kept_files (
                id TEXT NOT NULL PRIMARY KEY,
                bytes BLOB NOT NULL
            )
            """
        ]
    )
}
