import Cooperation
import Services
import TransparencyLog

/// The signed checkpoints, one for each size.
struct CheckpointsTable {
    let connection: any SQLConnection

    private static let columns = "size, root, note, time"

    func latest() throws(StoreError) -> StoredCheckpoint? {
        let rows = try connection.query("SELECT \(Self.columns) FROM checkpoints ORDER BY size DESC LIMIT 1")
        return try rows.first.map(Self.checkpoint)
    }

    func latest(before moment: Timestamp) throws(StoreError) -> StoredCheckpoint? {
        let rows = try connection.query(
            "SELECT \(Self.columns) FROM checkpoints WHERE time < ? ORDER BY size DESC LIMIT 1",
            [.integer(moment.microseconds)]
        )
        return try rows.first.map(Self.checkpoint)
    }

    /// Checkpoints in order of size.
    func checkpoints(beyond size: Int64, limit: Int) throws(StoreError) -> [StoredCheckpoint] {
        let rows = try connection.query(
            "SELECT \(Self.columns) FROM checkpoints WHERE size > ? ORDER BY size LIMIT ?",
            [.integer(size), .integer(Int64(limit))]
        )
        var checkpoints: [StoredCheckpoint] = []
        for row in rows { checkpoints.append(try Self.checkpoint(row)) }
        return checkpoints
    }

    /// Stores a checkpoint; the same size may be signed again, but never over another root.
    func save(_ checkpoint: StoredCheckpoint) throws(StoreError) {
        let changed = try connection.execute(
            """
            INSERT INTO checkpoints (size, root, note, time) VALUES (?, ?, ?, ?)
            ON CONFLICT (size) DO UPDATE SET note = excluded.note, time = excluded.time
            WHERE checkpoints.root = excluded.root
            """,
            [
                .integer(checkpoint.size), .bytes(checkpoint.root.bytes), .text(checkpoint.note),
                .integer(checkpoint.time.microseconds),
            ]
        )
        guard changed == 1 else {
            throw StoreError(.damaged, "A checkpoint of this size with another root was signed before.")
        }
    }

    private static func checkpoint(_ row: SQLRow) throws(StoreError) -> StoredCheckpoint {
        StoredCheckpoint(
            size: try row.integer(0),
            root: try row.hash(1),
            note: try row.text(2),
            time: Timestamp(microseconds: try row.integer(3))
        )
    }
}
