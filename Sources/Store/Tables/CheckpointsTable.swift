import CanonicalJSON
import Cooperation
import Services
import TransparencyLog

/// The signed checkpoints, one for each size.
struct CheckpointsTable {
    let connection: any SQLConnection

    private static let columns = "c.size, c.root, c.note, c.time, w.note, w.witnesses, w.time"
    private static let tables = """
        checkpoints c LEFT JOIN cosigned_checkpoints w ON w.size = c.size AND w.time < ?
        """

    func latest() throws(StoreError) -> StoredCheckpoint? {
        try latest(before: .writable.upperBound, settled: .writable.upperBound)
    }

    func latest(before youngest: Timestamp, settled: Timestamp) throws(StoreError) -> StoredCheckpoint? {
        let rows = try connection.query(
            """
            SELECT \(Self.columns) FROM \(Self.tables)
            WHERE c.time < ? AND (w.size IS NOT NULL OR c.time < ?) ORDER BY c.size DESC LIMIT 1
            """,
            [
                .integer(youngest.microseconds), .integer(youngest.microseconds), .integer(settled.microseconds),
            ]
        )
        return try rows.first.map(Self.checkpoint)
    }

    /// Checkpoints in order of size.
    func checkpoints(beyond size: Int64, limit: Int) throws(StoreError) -> [StoredCheckpoint] {
        let rows = try connection.query(
            "SELECT \(Self.columns) FROM \(Self.tables) WHERE c.size > ? ORDER BY c.size LIMIT ?",
            [.integer(Timestamp.writable.upperBound.microseconds), .integer(size), .integer(Int64(limit))]
        )
        var checkpoints: [StoredCheckpoint] = []
        for row in rows { checkpoints.append(try Self.checkpoint(row)) }
        return checkpoints
    }

    func save(_ cosigned: StoredCheckpoint.Cosigned, size: Int64) throws(StoreError) {
        guard try !connection.query("SELECT 1 FROM checkpoints WHERE size = ?", [.integer(size)]).isEmpty else {
            throw StoreError(.damaged, "Witnesses cosigned a checkpoint that is not kept here.")
        }
        let keys = JSONValue.array(cosigned.witnesses.map { .string($0.text) })
        try connection.execute(
            """
            INSERT INTO cosigned_checkpoints (size, note, witnesses, time) VALUES (?, ?, ?, ?)
            ON CONFLICT (size) DO NOTHING
            """,
            [
                .integer(size), .text(cosigned.note), .text(keys.canonicalString),
                .integer(cosigned.time.microseconds),
            ]
        )
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
            time: Timestamp(microseconds: try row.integer(3)),
            cosigned: try cosigned(row)
        )
    }

    private static func cosigned(_ row: SQLRow) throws(StoreError) -> StoredCheckpoint.Cosigned? {
        guard let note = try row.optionalText(4) else { return nil }
        let damaged = StoreError(.damaged, "The witnesses of a checkpoint can't be read.")
        guard let keys = try? JSONValue(parsingCanonical: Array(try row.text(5).utf8)).arrayValue else { throw damaged }
        let witnesses = keys.compactMap { key in key.stringValue.flatMap { try? CosignerKey(parsing: $0) } }
        guard witnesses.count == keys.count else { throw damaged }
        return StoredCheckpoint.Cosigned(
            note: note,
            witnesses: witnesses,
            time: Timestamp(microseconds: try row.integer(6))
        )
    }
}
