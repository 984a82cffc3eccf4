import Commands
import Cooperation
import Glibc
import Services
import Store
import TransparencyLog

extension NodeHost {
    func backUp(
        _ folder: DataFolder,
        into backup: BackupFolder,
        progress: @escaping @Sendable (AuditStep) -> Void
    ) async throws -> AuditSummary {
        guard access(SQLiteStore.databasePath(folder: folder.path), F_OK) == 0 else {
            throw CommandFailure(
                "There is no node in \(folder.path).",
                advice: "Name the data folder of a node with --data."
            )
        }
        // Before the database: what it promises is committed by then, whatever is signed meanwhile.
        let note = try folder.checkpointMemory.load()
        let key = try folder.logSigner().verifierKey
        let signed = try note.map { try Self.checkpoint($0, by: key, from: folder.checkpointPath) }
        _ = try folder.secrets()
        try FileCopy.make(of: folder.secretPath, at: backup.keys.secretPath)
        try FileCopy.make(of: folder.logKeyPath, at: backup.keys.logKeyPath)
        if let note { try backup.keys.checkpointMemory.save(note) }
        try await SQLiteCopy.make(of: folder.path, at: backup.databasePath)
        let report = try await SQLiteCopy.audit(
            at: backup.databasePath,
            registry: .all,
            verifierKey: key,
            signed: signed
        ) { progress(AuditStep($0)) }
        return AuditSummary(report)
    }

    func restore(
        _ backup: BackupFolder,
        into folder: DataFolder,
        _ wishes: RestoreWishes,
        progress: @escaping @Sendable (AuditStep) -> Void
    ) async throws -> RestoredNode {
        let key = try backup.keys.logSigner().verifierKey
        let made = try backup.keys.checkpointMemory.load().map {
            try Self.checkpoint($0, by: key, from: backup.keys.checkpointPath)
        }
        try Self.copy(backup, to: folder)
        if let note = wishes.checkpoint {
            _ = try Self.checkpoint(note, by: key, from: "The file that --checkpoint names")
            try folder.checkpointMemory.save(note)
        } else {
            try folder.checkpointMemory.forget()
        }
        let opened = try OpenedNode(folder, isNew: false)
        return try await opened.closing {
            guard let identity = try await opened.identity() else {
                throw CommandFailure("There is no node in \(backup.path).", advice: "It was never set up.")
            }
            let report = try await opened.store.audit(verifierKey: key, signed: made) { progress(AuditStep($0)) }
            if let finding = report.finding {
                throw CommandFailure(
                    "The backup does not verify; nothing was restored. The first difference: \(finding)",
                    advice: "Take another backup."
                )
            }
            let log = try opened.log()
            let isWhole = try await log.examine() == .signing
            if !isWhole, let reason = wishes.forkReason {
                _ = try await log.acceptFork(because: reason, node: identity.organisation)
            }
            return RestoredNode(
                audit: AuditSummary(report),
                isSigning: log.currentCondition == .signing,
                hasForked: !isWhole && wishes.forkReason != nil
            )
        }
    }

    func acceptFork(in folder: DataFolder, because reason: String) async throws -> Int {
        let opened = try OpenedNode(folder, isNew: false)
        return try await opened.closing {
            guard let identity = try await opened.identity() else {
                throw CommandFailure("The node in \(folder.path) was never set up.")
            }
            do {
                return Int(try await opened.log().acceptFork(because: reason, node: identity.organisation).size)
            } catch let error as NoteError {
                throw Self.otherSigner(of: folder.checkpointPath, error)
            }
        }
    }

    static func otherSigner(of path: String, _ error: NoteError) -> CommandFailure {
        CommandFailure(
            "\(path) was not signed with this node's key: \(error)",
            advice: "Take log.key and checkpoint from one and the same node."
        )
    }

    private static func checkpoint(
        _ note: String,
        by key: NoteVerifierKey,
        from path: String
    ) throws(CommandFailure) -> Checkpoint {
        do throws(NoteError) {
            return try Checkpoint.open(Array(note.utf8), by: key)
        } catch {
            throw otherSigner(of: path, error)
        }
    }

    /// Copies the files; a data folder that was copied while its node was stopped serves as a backup too.
    private static func copy(_ backup: BackupFolder, to folder: DataFolder) throws(CommandFailure) {
        let target = SQLiteStore.databasePath(folder: folder.path)
        let copied = SQLiteStore.databasePath(folder: backup.path)
        if access(backup.databasePath, F_OK) == 0 {
            try FileCopy.make(of: backup.databasePath, at: target)
        } else if access(copied, F_OK) == 0 {
            try FileCopy.make(of: copied, at: target)
            if access(copied + "-wal", F_OK) == 0 { try FileCopy.make(of: copied + "-wal", at: target + "-wal") }
        } else {
            throw CommandFailure(
                "\(backup.path) is no backup.",
                advice: "Name a folder that 'perisai backup' made; it holds \(backup.databasePath)."
            )
        }
        _ = try backup.keys.secrets()
        try FileCopy.make(of: backup.keys.secretPath, at: folder.secretPath)
        try FileCopy.make(of: backup.keys.logKeyPath, at: folder.logKeyPath)
    }
}

extension AuditStep {
    init(_ step: AuditProgress) {
        self.init(things: step.phase.rawValue, done: Int(step.done), total: Int(step.total))
    }
}

extension AuditSummary {
    /// - Parameters:
    ///   - report: what the audit found.
    ///   - difference: what was found besides, where the audit found nothing.
    init(_ report: AuditReport, otherwise difference: String? = nil) {
        self.init(
            events: Int(report.events),
            rows: Int(report.rows),
            checkpoints: Int(report.checkpoints),
            root: report.root.hex,
            difference: report.finding?.description ?? difference
        )
    }
}
