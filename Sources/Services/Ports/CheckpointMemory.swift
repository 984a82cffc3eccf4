/// Where the last signed checkpoint is kept outside the database, so that a database that was put back shows.
package protocol CheckpointMemory: Sendable {
    /// The note that was saved last; `nil` before the first.
    func load() throws -> String?
    /// Whether a note may have been signed and lost: the data came out of a backup.
    var mayHaveForgotten: Bool { get throws }
    /// Saves a note durably, in place of the one before.
    func save(_ note: String) throws
}

extension CheckpointMemory {
    /// What is not restored forgets nothing.
    package var mayHaveForgotten: Bool { false }
}
