import Services

/// What opens the nodes of data folders, and runs them.
package protocol NodeHosting: Sendable {
    /// Sets a node up in a folder that has none.
    ///
    /// - Throws: `Refusal` `already-initialised`; `StoreError`; `CommandFailure`.
    func found(_ founding: NodeFounding) async throws -> FoundedNode

    /// Opens a node under the folder's lock, as its own organisation's tool and not as a server.
    ///
    /// - Throws: `StoreError` `locked` where a server runs there; what the body throws.
    func withNode<Result: Sendable>(
        in folder: DataFolder,
        _ body: @escaping @Sendable (Node) async throws -> Result
    ) async throws -> Result

    /// Proves that nothing in a folder was changed behind the program's back.
    ///
    /// - Parameters:
    ///   - folder: the folder.
    ///   - progress: told how many events or tables are done, and of how many.
    /// - Returns: what was gone through, and the first difference where there is one.
    /// - Throws: `StoreError`, `CommandFailure` where that could not be done.
    func audit(
        _ folder: DataFolder,
        progress: @escaping @Sendable (AuditStep) -> Void
    ) async throws -> AuditSummary

    /// Copies a node, which may serve meanwhile, and verifies the copy.
    ///
    /// - Parameters:
    ///   - folder: the node's data folder.
    ///   - backup: a folder that is there and empty.
    ///   - progress: told how far the verification has come.
    /// - Returns: what was gone through, and the first difference where there is one.
    /// - Throws: `StoreError`, `CommandFailure` where it could not be done.
    func backUp(
        _ folder: DataFolder,
        into backup: BackupFolder,
        progress: @escaping @Sendable (AuditStep) -> Void
    ) async throws -> AuditSummary

    /// Makes a data folder of a backup.
    ///
    /// - Parameters:
    ///   - backup: the backup.
    ///   - folder: a folder that is there and empty.
    ///   - wishes: what the operator knows and says.
    ///   - progress: told how far the verification has come.
    /// - Returns: what is there now.
    /// - Throws: `StoreError`, `CommandFailure` where it could not be done, also where the backup does not verify.
    func restore(
        _ backup: BackupFolder,
        into folder: DataFolder,
        _ wishes: RestoreWishes,
        progress: @escaping @Sendable (AuditStep) -> Void
    ) async throws -> RestoredNode

    /// Lets a node that refuses to sign go on with the log that it has.
    ///
    /// - Returns: how many events the checkpoint covers that was signed.
    /// - Throws: `Refusal`, `StoreError`, `CommandFailure`.
    func acceptFork(in folder: DataFolder, because reason: String) async throws -> Int

    /// Looks at what only the whole program can look at: libraries, certificate, database, log and index.
    func checkUp(_ folder: DataFolder, tls: ServeConfiguration.TLS?) async -> [DoctorFinding]

    /// Serves until the process is told to stop.
    ///
    /// - Throws: `CommandFailure`, `StoreError` where it can't serve.
    func serve(_ configuration: ServeConfiguration) async throws

    /// Runs a witness until the process is told to stop.
    ///
    /// - Throws: `CommandFailure` where it can't.
    func witness(_ configuration: WitnessConfiguration) async throws
}

/// How far an audit has come.
package struct AuditStep: Hashable, Sendable {
    /// What is counted, in the plural.
    package let things: String
    package let done: Int
    package let total: Int

    package init(things: String, done: Int, total: Int) {
        self.things = things
        self.done = done
        self.total = total
    }
}

/// What an audit went through and what it found.
package struct AuditSummary: Hashable, Sendable {
    package let events: Int
    package let rows: Int
    package let checkpoints: Int
    /// The root of the log over all events, in hexadecimal.
    package let root: String
    /// The first difference, where there is one; holds no stored value.
    package let difference: String?

    package init(events: Int, rows: Int, checkpoints: Int, root: String, difference: String?) {
        self.events = events
        self.rows = rows
        self.checkpoints = checkpoints
        self.root = root
        self.difference = difference
    }
}
