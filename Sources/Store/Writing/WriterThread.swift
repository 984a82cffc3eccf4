import Foundation
import GRDB
import Services

/// The one place that writes: takes what waits, commits it, lets the callers go on.
///
/// It has a thread of its own, because
/// waiting for the disk on Swift's cooperative pool would stop everything else.
final class WriterThread: Sendable {
    private let inbox: WriterInbox
    private let pool: DatabasePool
    /// Held so that nobody else opens the folder while closures are still being done.
    private let lock: DataFolderLock
    private let catalogue: AggregateCatalogue
    private let sources: StoreSources
    private let settings: SQLiteSettings
    private let growth: JournalGrowth

    init(
        inbox: WriterInbox,
        pool: DatabasePool,
        lock: DataFolderLock,
        catalogue: AggregateCatalogue,
        sources: StoreSources,
        settings: SQLiteSettings,
        growth: JournalGrowth
    ) {
        self.inbox = inbox
        self.pool = pool
        self.lock = lock
        self.catalogue = catalogue
        self.sources = sources
        self.settings = settings
        self.growth = growth
    }

    func start() {
        let thread = Thread { self.work() }
        thread.name = "perisai-writer"
        thread.stackSize = StoreLimits.writerStackBytes
        thread.start()
    }

    private func work() {
        var mustPurge = false
        var isDiskUnknown = false
        while let batch = inbox.take(max: settings.writesPerCommitMax) {
            var rest = batch[...]
            while !rest.isEmpty {
                guard !isDiskUnknown else {
                    refuse(rest)
                    break
                }
                let waiting = Array(rest)
                let outcome = pool.writeWithoutTransaction { database -> WriteBatch.Outcome in
                    let connection = GRDBConnection(database)
                    let outcome = WriteBatch(
                        connection: connection,
                        catalogue: catalogue,
                        sources: sources,
                        willCommit: settings.willCommit
                    ).run(waiting)
                    isDiskUnknown = connection.isDiskUnknown
                    return outcome
                }
                if isDiskUnknown { inbox.diskFailed() }
                if outcome.trouble != nil || outcome.journalSize ?? 0 > growth.size { inbox.note(outcome.trouble) }
                if let size = outcome.journalSize, size > growth.size { growth.grew(to: size) }
                mustPurge = purge(mustPurge || outcome.hasErased)
                for write in outcome.answered { write.finish() }
                rest = rest.dropFirst(outcome.answered.count)
            }
        }
        end()
        lock.release()
        inbox.writerEnded()
    }

    /// Leaves one file behind: the readers' connections, which close last, can't empty the write-ahead log.
    ///
    /// Where a backup holds the file, the log stays and the next start reads it.
    private func end() {
        _ = try? pool.writeWithoutTransaction { database in try database.checkpoint(.truncate) }
        try? pool.close()
    }

    /// Takes erased bytes off the disk before the caller is told that they are gone; a reader that still looks at the
    /// old state delays it until a later commit.
    ///
    /// - Returns: whether it has to be tried again.
    private func purge(_ isNeeded: Bool) -> Bool {
        guard isNeeded else { return false }
        return pool.writeWithoutTransaction { database in
            do {
                try GRDBConnection(database).purgeErased()
                return false
            } catch {
                return true
            }
        }
    }

    private func refuse(_ writes: ArraySlice<any PendingWrite>) {
        for write in writes {
            write.refuse(
                StoreError(.cannotWrite, "A sync of the disk failed. Check the disk, then start the node again.")
            )
            write.finish()
        }
    }
}
