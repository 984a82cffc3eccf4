import Services
import TransparencyLog

/// Recomputes the tree and compares it with the stored tiles and checkpoints.
struct TreeAudit {
    /// How many stored tiles were compared.
    private(set) var tiles: Int64 = 0
    /// How many stored checkpoints were compared.
    private(set) var checkpoints: Int64 = 0
    private let connection: any SQLConnection
    /// The key of the log, where its checkpoints' signatures are to be verified.
    private let verifierKey: NoteVerifierKey?
    /// A checkpoint from outside the database.
    private let signed: Checkpoint?
    private var frontier = TreeFrontier()
    /// The hashes of the last tile of each level, until it is full.
    private var open: [Int: [LogHash]] = [:]
    private var upcoming: [StoredCheckpoint] = []
    private var lastRead: Int64? = -1
    /// The tree that was promised to the world; its tiles must be there.
    private var promisedSize: Int64 = 0

    init(connection: any SQLConnection, verifierKey: NoteVerifierKey?, signed: Checkpoint? = nil) {
        self.connection = connection
        self.verifierKey = verifierKey
        self.signed = signed
    }

    var root: LogHash { frontier.root }

    /// Reads the first checkpoints; to be called once, before the first leaf.
    ///
    /// - Parameter journalSize: how many leaves will come.
    /// - Throws: `AuditFinding`; `StoreError`.
    mutating func start(journalSize: Int64) throws {
        promisedSize = try AuditFinding.locate(table: "checkpoints") {
            try CheckpointsTable(connection: connection).latest()?.size ?? 0
        }
        guard promisedSize <= journalSize else {
            throw AuditFinding(
                table: "checkpoints",
                row: "size \(promisedSize)",
                problem: "It covers more events than there are."
            )
        }
        guard signed.map({ $0.size <= journalSize }) ?? true else {
            throw Self.putBack("It covers more events than there are: the database is older than what was signed.")
        }
        try checkSigned()
        try checkCheckpoints()
    }

    private static func putBack(_ problem: String) -> AuditFinding {
        AuditFinding(table: "checkpoint", problem: problem)
    }

    private func checkSigned() throws(AuditFinding) {
        guard let signed, signed.size == frontier.size, signed.root != frontier.root else { return }
        throw Self.putBack("The log holds other events than those that were signed last.")
    }

    /// Adds the next leaf.
    mutating func append(_ leafHash: LogHash) throws {
        var completed: [(level: Int, hash: LogHash)] = []
        frontier.append(leafHash) { node, hash in
            if node.level % 8 == 0 { completed.append((node.level / 8, hash)) }
        }
        for (level, hash) in completed {
            open[level, default: []].append(hash)
            guard let hashes = open[level], hashes.count == Tile.fullWidth else { continue }
            let index = (frontier.size >> Int64(8 * level)) / Int64(Tile.fullWidth) - 1
            try compareTile(level: level, index: index, with: hashes)
            open[level] = []
        }
        try checkSigned()
        try checkCheckpoints()
    }

    /// Compares what the last leaf left open.
    mutating func finish() throws {
        for (level, hashes) in open.sorted(by: { $0.key < $1.key }) where !hashes.isEmpty {
            let index = (frontier.size >> Int64(8 * level)) / Int64(Tile.fullWidth)
            try compareTile(level: level, index: index, with: hashes)
        }
        guard try TilesTable(connection: connection).count() == tiles else {
            throw AuditFinding(table: "tiles", problem: "There are tiles beyond the tree.")
        }
    }

    private mutating func compareTile(level: Int, index: Int64, with hashes: [LogHash]) throws {
        let row = "level \(level), index \(index)"
        let promised = min(
            Int64(Tile.fullWidth),
            (promisedSize >> Int64(8 * level)) - index * Int64(Tile.fullWidth)
        )
        let stored = try AuditFinding.locate(table: "tiles", row: row, column: "hashes") {
            try TilesTable(connection: connection).tile(level: level, index: index)
        }
        guard let stored else {
            guard promised <= 0 else {
                throw AuditFinding(table: "tiles", row: row, problem: "The tile is missing.")
            }
            return
        }
        tiles += 1
        // The builder of tiles may be behind the journal, but not behind what was signed.
        guard Int64(stored.count) >= promised, stored.elementsEqual(hashes.prefix(stored.count)) else {
            throw AuditFinding(
                table: "tiles",
                row: row,
                column: "hashes",
                problem: "They do not follow from the leaves."
            )
        }
    }

    private mutating func checkCheckpoints() throws {
        while true {
            if upcoming.isEmpty {
                upcoming = try readCheckpoints()
                lastRead = upcoming.last?.size
                if upcoming.isEmpty { return }
            }
            guard let next = upcoming.first, next.size <= frontier.size else { return }
            try check(next)
            upcoming.removeFirst()
            checkpoints += 1
        }
    }

    private func readCheckpoints() throws -> [StoredCheckpoint] {
        guard let lastRead else { return [] }
        return try AuditFinding.locate(table: "checkpoints") {
            try CheckpointsTable(connection: connection).checkpoints(beyond: lastRead, limit: StoreLimits.rowsPerPage)
        }
    }

    private func check(_ checkpoint: StoredCheckpoint) throws(AuditFinding) {
        let row = "size \(checkpoint.size)"
        guard checkpoint.size == frontier.size, checkpoint.root == frontier.root else {
            throw AuditFinding(
                table: "checkpoints",
                row: row,
                column: "root",
                problem: "It is not the root over the leaves."
            )
        }
        try check(checkpoint.note, of: checkpoint, table: "checkpoints", row)
        if let cosigned = checkpoint.cosigned {
            let note = try check(cosigned.note, of: checkpoint, table: "cosigned_checkpoints", row)
            guard let found = try? note.cosignatures(by: cosigned.witnesses), found.count == cosigned.witnesses.count
            else {
                throw AuditFinding(
                    table: "cosigned_checkpoints",
                    row: row,
                    column: "witnesses",
                    problem: "They did not all cosign."
                )
            }
        }
    }

    @discardableResult
    private func check(
        _ text: String,
        of checkpoint: StoredCheckpoint,
        table: String,
        _ row: String
    ) throws(AuditFinding) -> SignedNote {
        guard let note = try? SignedNote(parsing: Array(text.utf8)),
            let signed = try? Checkpoint(parsing: note.text), signed.size == checkpoint.size,
            signed.root == checkpoint.root
        else {
            throw AuditFinding(table: table, row: row, column: "note", problem: "It does not say the size and root.")
        }
        if let verifierKey, (try? Checkpoint.open(Array(text.utf8), by: verifierKey)) == nil {
            throw AuditFinding(table: table, row: row, column: "note", problem: "It is not signed with the node's key.")
        }
        return note
    }
}
