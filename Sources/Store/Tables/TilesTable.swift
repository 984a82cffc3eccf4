import Services
import TransparencyLog

/// The log's tiles: up to 256 hashes in one value.
struct TilesTable {
    /// A tile with its place.
    typealias Tile = (level: Int, index: Int64, hashes: [LogHash])

    let connection: any SQLConnection

    func tile(level: Int, index: Int64) throws(StoreError) -> [LogHash]? {
        let rows = try connection.query(
            "SELECT hashes FROM tiles WHERE level = ? AND tile_index = ?",
            [.integer(Int64(level)), .integer(index)]
        )
        return try rows.first.map { row throws(StoreError) in try Self.split(row.bytes(0)) }
    }

    func save(_ tile: Tile) throws(StoreError) {
        try connection.execute(
            """
            INSERT INTO tiles (level, tile_index, hashes) VALUES (?, ?, ?)
            ON CONFLICT (level, tile_index) DO UPDATE SET hashes = excluded.hashes
            """,
            [.integer(Int64(tile.level)), .integer(tile.index), .bytes(tile.hashes.flatMap(\.bytes))]
        )
    }

    func count() throws(StoreError) -> Int64 {
        try connection.query("SELECT COUNT(*) FROM tiles").first?.integer(0) ?? 0
    }

    private static func split(_ bytes: [UInt8]) throws(StoreError) -> [LogHash] {
        let hashes = stride(from: 0, to: bytes.count, by: LogHash.byteCount).compactMap { start in
            LogHash(bytes: Array(bytes[start..<min(start + LogHash.byteCount, bytes.count)]))
        }
        guard hashes.count * LogHash.byteCount == bytes.count, !hashes.isEmpty else {
            throw StoreError(.damaged, "A stored tile is no list of hashes. Run the verification of the log.")
        }
        return hashes
    }
}
