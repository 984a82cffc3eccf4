/// Where the last signed checkpoint is kept outside the database, so that a database that was put back shows.
package protocol CheckpointMemory: Sendable {
    /// The note that was saved last; `nil` before the first.
    func load() throws -> String?
    /// Saves a note durably, in place of the one before.
    func save(_ note: String) throws
}
