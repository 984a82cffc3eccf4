import Cooperation
import Synchronization
import TransparencyLog

/// Grows the log's tree behind the journal and signs its checkpoints.
///
/// The size and root that were signed last are also kept in a file outside the database: a node whose database was put
/// back to an older state finds that its log no longer holds what it signed, and signs nothing more.
package final class LogKeeper: Sendable {
    /// Where the log stands.
    package enum Condition: Sendable, Hashable {
        /// Checkpoints are signed.
        case signing
        /// The database is older than the last signature, or another history; an operator has to restore the right one.
        case refusing
    }

    /// How many leaves are taken in at once.
    private static let leavesPerStep = 10_000

    private let store: any Store
    private let signer: NoteSigner
    private let memory: any CheckpointMemory
    private let clock: @Sendable () -> Timestamp
    private let condition = Mutex(Condition.signing)
    private let turn = AsyncTurn()
    private let signed = Mutex<StoredCheckpoint?>(nil)

    package init(
        store: any Store,
        signer: NoteSigner,
        memory: any CheckpointMemory,
        clock: @escaping @Sendable () -> Timestamp
    ) {
        self.store = store
        self.signer = signer
        self.memory = memory
        self.clock = clock
    }

    /// The public key of the log.
    package var verifierKey: NoteVerifierKey { signer.verifierKey }

    /// Whether the log is signed.
    package var currentCondition: Condition { condition.withLock(\.self) }

    /// The checkpoint that this process signed or looked at last.
    package var latestSigned: StoredCheckpoint? { signed.withLock(\.self) }

    /// Compares what was signed last, according to the file, with the log as it is stored.
    ///
    /// - Returns: whether the node may sign.
    /// - Throws: `StoreError`, and what reading the file throws.
    package func examine() async throws -> Condition {
        let remembered = try memory.load()
        let found: Condition
        if let remembered {
            let checkpoint = try Checkpoint.open(Array(remembered.utf8), by: signer.verifierKey)
            found = try await holds(checkpoint) ? .signing : .refusing
        } else {
            // No file although checkpoints were signed: it was removed, or belongs to another data folder. And a backup from
            // before the first checkpoint says nothing of those that came after it.
            let isNew = try await store.read { try $0.latestCheckpoint() } == nil && !memory.mayHaveForgotten
            found = isNew ? .signing : .refusing
        }
        condition.withLock { $0 = found }
        return found
    }

    /// Lets the log go on as it is stored although it may not hold all that was signed before, records that, and signs.
    ///
    /// - Parameters:
    ///   - reason: why an operator takes that on.
    ///   - node: the organisation that runs the node.
    /// - Returns: the checkpoint that was signed.
    /// - Throws: `Refusal` `log-is-whole` where the log holds what was signed last; `StoreError`, and what reading and
    ///   writing the file throws.
    package func acceptFork(because reason: String, node: ID<Organisation>) async throws -> StoredCheckpoint {
        guard try await examine() == .refusing else {
            throw Refusal(
                .conflict,
                "log-is-whole",
                "The log holds what was signed last, so there is nothing to accept: serve the node."
            )
        }
        let abandoned = try memory.load().map { try Checkpoint.open(Array($0.utf8), by: signer.verifierKey) }
        try await store.write { transaction in
            let acts = try LogForkAccepted.decide(
                size: try transaction.journalSize(),
                abandoned: abandoned.map { ($0.size, $0.root.hex) },
                node: node,
                reason: reason
            )
            for act in acts { try transaction.append(act, by: .node(of: node)) }
        }
        condition.withLock { $0 = .signing }
        return try await sign()
    }

    private func holds(_ checkpoint: Checkpoint) async throws -> Bool {
        var frontier = TreeFrontier()
        let size = try await store.read { try $0.journalSize() }
        guard size >= checkpoint.size else { return false }
        while frontier.size < checkpoint.size {
            let from = frontier.size
            let count = Int(min(Int64(Self.leavesPerStep), checkpoint.size - from))
            let hashes = try await store.read { try $0.leafHashes(from: from, count: count) }
            guard hashes.count == count else { return false }
            for hash in hashes { frontier.append(hash) }
        }
        return frontier.root == checkpoint.root
    }

    /// Signs a checkpoint over everything committed so far, unless the last one covers it already.
    ///
    /// - Returns: the latest checkpoint.
    /// - Throws: `Refusal` `log-refuses-to-sign`; `StoreError`.
    @discardableResult
    package func sign() async throws -> StoredCheckpoint {
        let checkpoint = try await turn.take { try await self.signInTurn() }
        signed.withLock { known in
            if checkpoint.size >= known?.size ?? 0 { known = checkpoint }
        }
        return checkpoint
    }

    private func signInTurn() async throws -> StoredCheckpoint {
        guard currentCondition == .signing else { throw Self.refusing }
        let (latest, size) = try await store.read { (try $0.latestCheckpoint(), try $0.journalSize()) }
        if let latest, latest.size == size { return latest }
        var frontier = try await frontier(at: latest?.size ?? 0)
        while frontier.size < size { try await extend(&frontier, to: size) }
        let root = frontier.root
        let note = try Checkpoint(origin: signer.verifierKey.name.text, size: size, root: root).signed(by: signer)
            .encoded
        let checkpoint = StoredCheckpoint(size: size, root: root, note: note, time: clock())
        // The file first: a crash in between leaves a promise that the database can keep, never one that it forgot.
        try memory.save(note)
        try await store.write { try $0.saveCheckpoint(checkpoint) }
        return checkpoint
    }

    /// Signs a text that is no checkpoint and can't be taken for one.
    ///
    /// - Throws: `Refusal` `log-refuses-to-sign`; `NoteError`.
    func seal(_ text: String) throws -> SignedNote {
        guard currentCondition == .signing else { throw Self.refusing }
        return try signer.sign(text)
    }

    static var refusing: Refusal {
        Refusal(
            .conflict,
            "log-refuses-to-sign",
            "The database is not the one that was signed last. Restore the newest backup, or see the operations "
                + "guide on rolled back data."
        )
    }

    private func frontier(at size: Int64) async throws -> TreeFrontier {
        try await store.read { reading in
            try TreeFrontier(size: size) { node in try reading.hash(of: node, inTreeOf: size) }
        }
    }

    private func extend(_ frontier: inout TreeFrontier, to size: Int64) async throws {
        let from = frontier.size
        let count = Int(min(Int64(Self.leavesPerStep), size - from))
        let hashes = try await store.read { try $0.leafHashes(from: from, count: count) }
        guard hashes.count == count else {
            throw StoreError(.damaged, "The journal has a gap after position \(from); run 'perisai log verify'.")
        }
        var builder = TileBuilder()
        for hash in hashes {
            frontier.append(hash) { node, hash in builder.note(node, hash) }
        }
        let changes = builder.changes
        try await store.write { transaction in
            try transaction.saveTiles(
                changes.map { change in
                    let known = try transaction.tile(level: change.level, index: change.index) ?? []
                    return (change.level, change.index, change.merged(with: known))
                }
            )
        }
    }

    /// Signs every interval until the task is cancelled.
    package func run(every interval: Seconds) async throws {
        while true {
            if currentCondition == .signing { try await sign() }
            try await Task.sleep(for: .seconds(interval.count))
        }
    }
}
