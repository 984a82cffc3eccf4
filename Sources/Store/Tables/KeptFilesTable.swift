import Cooperation
import Services

/// Sealed files beside the journal, each under the id of what it belongs to.
struct KeptFilesTable {
    let connection: any SQLConnection

    func file(_ id: Identifier) throws(StoreError) -> [UInt8]? {
        let rows = try connection.query("SELECT bytes FROM kept_files WHERE id = ?", [.text(id.description)])
        return try rows.first.map { row throws(StoreError) in try row.bytes(0) }
    }

    func save(_ bytes: [UInt8], as id: Identifier) throws(StoreError) {
        try connection.execute(
            "INSERT INTO kept_files (id, bytes) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes",
            [.text(id.description), .bytes(bytes)]
        )
    }

    func erase(_ id: Identifier) throws(StoreError) {
        try connection.execute("DELETE FROM kept_files WHERE id = ?", [.text(id.description)])
    }
}
