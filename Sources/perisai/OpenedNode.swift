import CivilTime
import Commands
import Cooperation
import Glibc
import Services
import Store
import TransparencyLog

/// A data folder whose store is open, and with it locked.
struct OpenedNode {
    let folder: DataFolder
    let store: SQLiteStore

    /// Opens a folder.
    ///
    /// - Parameters:
    ///   - folder: the folder.
    ///   - isNew: whether a folder without a database is taken for a new one.
    /// - Throws: `StoreError`, `locked` where another process has it; `CommandFailure`.
    init(_ folder: DataFolder, isNew: Bool) throws {
        if isNew {
            guard access(BackupFolder(folder.path).databasePath, F_OK) != 0 else {
                throw CommandFailure(
                    "\(folder.path) is a backup.",
                    advice: "Make a data folder of it with 'perisai restore'."
                )
            }
            try folder.protect()
        } else if access(SQLiteStore.databasePath(folder: folder.path), F_OK) != 0 {
            throw CommandFailure(
                "There is no node in \(folder.path).",
                advice: "Set one up with 'perisai init --data \(folder.path)'."
            )
        }
        self.folder = folder
        store = try SQLiteStore(folder: folder.path, registry: .all, sources: SystemSources.store)
    }

    /// Whose node it is; `nil` before it was set up.
    func identity() async throws -> NodeIdentity? {
        try await InitialiseNode(store: store, randomBytes: SystemSources.randomBytes).identity()
    }

    /// The node with everything that it keeps in memory, not yet running.
    func node(
        _ identity: NodeIdentity,
        settings: NodeSettings,
        media: any MediaFingerprinting,
        thumbnails: ThumbnailSource? = nil,
        looks: ItemLooks? = nil,
        destinations: any DestinationJudging = EncryptedDestinations()
    ) throws -> Node {
        Node(
            store: store,
            clock: SystemSources.now,
            calendar: WorldCalendar(),
            randomBytes: SystemSources.randomBytes,
            identity: identity,
            secrets: try folder.secrets(),
            settings: settings,
            search: SearchIndex(store: store),
            media: media,
            thumbnails: thumbnails,
            looks: looks,
            destinations: destinations,
            log: try log()
        )
    }

    /// What signs the folder's log.
    func log() throws(CommandFailure) -> LogKeeper {
        LogKeeper(
            store: store,
            signer: try folder.logSigner(),
            memory: folder.checkpointMemory,
            clock: SystemSources.now
        )
    }

    /// Does something with the open store and closes it afterwards, whatever came of it.
    func closing<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            let result = try await body()
            await store.close()
            return result
        } catch {
            await store.close()
            throw error
        }
    }
}
