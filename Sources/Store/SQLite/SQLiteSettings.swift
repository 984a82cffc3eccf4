/// How the SQLite store is run.
///
/// The defaults are for production.
package struct SQLiteSettings: Sendable {
    /// How far SQLite goes to keep a commit; anything but `full` can lose commits when the machine dies.
    package enum Synchronous: Int64, Sendable {
        case off = 0
        case normal = 1
        case full = 2
    }

    /// How long a statement waits for another process that holds the file, as a backup does, in seconds.
    package var busyTimeoutSeconds = 5.0
    /// How many reads run at once.
    package var readersMax = 4
    /// How many closures share one commit at most.
    package var writesPerCommitMax = 256
    /// How many closures may wait for the writer; more are refused at once.
    package var waitingWritesMax = StoreLimits.waitingWritesMax
    /// How large the database may become, in pages of 4 KiB; `nil` for as large as the disk allows.
    package var pagesMax: Int64?
    /// What is asked of SQLite.
    ///
    /// The store refuses to open with anything but `full`.
    package var synchronous = Synchronous.full
    /// Called on the writer's thread before each commit with the number of closures that share it; what it throws fails
    /// the commit.
    package var willCommit: @Sendable (Int) throws -> Void = { _ in }
    /// Called on the reader's thread after each read with the number of statements that it ran.
    package var didRead: @Sendable (Int) -> Void = { _ in }

    package init() {}
}
