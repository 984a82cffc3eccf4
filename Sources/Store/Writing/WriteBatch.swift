import Services

/// Runs closures that wait together in one transaction, each within a savepoint of its own.
struct WriteBatch {
    let connection: any SQLConnection
    let catalogue: AggregateCatalogue
    let sources: StoreSources
    /// Called before each commit with the number of closures that share it; what it throws fails the commit.
    let willCommit: @Sendable (Int) throws -> Void

    /// What the transaction left behind.
    struct Outcome {
        /// The closures that were run; their answers are final now.
        var answered: [any PendingWrite] = []
        /// The journal's size after the commit; `nil` where nothing was committed.
        var journalSize: Int64?
        /// Whether sealed parts were erased by what was committed.
        var hasErased = false
        /// What the disk or the database refused; `nil` where nothing was.
        var trouble: StoreError?
    }

    /// Runs closures in one transaction, up to the first after which it can't go on.
    ///
    /// - Parameter writes: the closures, at least one.
    /// - Returns: an outcome that answers the first one at least.
    func run(_ writes: [any PendingWrite]) -> Outcome {
        var outcome = Outcome()
        do {
            try connection.beginWriting()
        } catch {
            return failed(writes, error)
        }
        for write in writes {
            outcome.answered.append(write)
            do {
                outcome.hasErased = try run(write, &outcome) || outcome.hasErased
            } catch {
                // The database rolled all of it back, and with it what the closures before had done.
                return failed(outcome.answered, error)
            }
        }
        do {
            outcome.journalSize = try JournalTable(connection: connection).size()
            try willCommit(writes.count)
            try connection.execute("COMMIT")
            return outcome
        } catch {
            return failed(writes, error)
        }
    }

    /// Runs one closure.
    ///
    /// - Returns: whether it erased sealed parts.
    /// - Throws: `StoreError` where the transaction as a whole is lost; a closure's own error is its answer.
    private func run(_ write: any PendingWrite, _ outcome: inout Outcome) throws(StoreError) -> Bool {
        try connection.execute("SAVEPOINT one_write")
        do {
            let session = try WriteSession(connection: connection, catalogue: catalogue, sources: sources)
            try write.run(session)
            try session.finish()
            try connection.execute("RELEASE SAVEPOINT one_write")
            return session.hasErased
        } catch {
            guard connection.isInTransaction else {
                throw (error as? StoreError) ?? StoreError(.databaseFailed, "The database ended the transaction.")
            }
            try connection.execute("ROLLBACK TO SAVEPOINT one_write")
            try connection.execute("RELEASE SAVEPOINT one_write")
            if let failure = error as? StoreError, Self.isTrouble(failure) { outcome.trouble = failure }
            write.refuse(error)
            return false
        }
    }

    private func failed(_ writes: [any PendingWrite], _ error: any Error) -> Outcome {
        if connection.isInTransaction {
            // Where even this fails, the database ends the transaction when the connection closes, and the next
            // beginning of one says so.
            _ = try? connection.execute("ROLLBACK")
        }
        let cause = (error as? StoreError) ?? StoreError(.databaseFailed, "The transaction could not be committed.")
        for write in writes { write.refuse(cause) }
        return Outcome(answered: writes, trouble: Self.isTrouble(cause) ? cause : nil)
    }

    /// Whether a failure is one of the disk, for whoever runs the machine.
    private static func isTrouble(_ error: StoreError) -> Bool { error.code == .cannotWrite || error.code == .damaged }
}
