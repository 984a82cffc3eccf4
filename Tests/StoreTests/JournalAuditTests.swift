import Cooperation
import Foundation
import GRDB
import SeededRandomness
import Services
import Store
import Testing
import TransparencyLog

/// Whoever changes the database behind the program's back is found, and told where.
@Suite struct JournalAuditTests {
    struct Tampering: CustomTestStringConvertible, Sendable {
        let sql: String
        let table: String
        let row: String?
        let column: String?
        var testDescription: String { sql }

        init(_ sql: String, _ table: String, _ row: String? = nil, _ column: String? = nil) {
            self.sql = sql
            self.table = table
            self.row = row
            self.column = column
        }
    }

    static let tamperings = [
        Tampering("UPDATE events SET type = 'parcel.moved' WHERE position = 3", "events", "position 3", "leaf_data"),
        Tampering("UPDATE events SET version = 2 WHERE position = 3", "events", "position 3", "leaf_data"),
        Tampering("UPDATE events SET subject = organisation WHERE position = 3", "events", "position 3", "leaf_data"),
        Tampering(
            "UPDATE events SET inner_subject = subject WHERE position = 3",
            "events",
            "position 3",
            "inner_subject"
        ),
        Tampering(
            "UPDATE events SET inner_position = 3 WHERE position = 3",
            "events",
            "position 3",
            "inner_position"
        ),
        Tampering("UPDATE events SET time = time + 1 WHERE position = 3", "events", "position 3", "leaf_data"),
        Tampering("UPDATE events SET time = 1.5 WHERE position = 3", "events", "position 3"),
        Tampering("UPDATE events SET organisation = subject WHERE position = 3", "events", "position 3", "leaf_data"),
        Tampering("UPDATE events SET actor = subject WHERE position = 3", "events", "position 3", "leaf_data"),
        Tampering(
            "UPDATE events SET facts = replace(facts, 'stored', 'storee') WHERE position = 3",
            "events",
            "position 3"
        ),
        Tampering("UPDATE events SET facts = facts || ' ' WHERE position = 3", "events", "position 3"),
        Tampering(
            "UPDATE events SET event_salt = zeroblob(32) WHERE position = 3",
            "events",
            "position 3",
            "leaf_data"
        ),
        Tampering(
            "UPDATE events SET event_salt = zeroblob(31) WHERE position = 3",
            "events",
            "position 3",
            "event_salt"
        ),
        Tampering("UPDATE events SET leaf_data = zeroblob(32) WHERE position = 3", "events", "position 3", "leaf_data"),
        Tampering("UPDATE events SET leaf_hash = zeroblob(32) WHERE position = 3", "events", "position 3", "leaf_hash"),
        Tampering("UPDATE events SET leaf_hash = zeroblob(5) WHERE position = 3", "events", "position 3"),
        Tampering("DELETE FROM events WHERE position = 3", "events", "position 3"),
        Tampering("DELETE FROM events WHERE position = (SELECT MAX(position) FROM events)", "journal"),
        Tampering("UPDATE events SET position = position + 1000 WHERE position = 699", "events"),
        Tampering("UPDATE events SET position = -1 WHERE position = 0", "events", "position 0"),
        Tampering("UPDATE journal SET size = size + 1", "journal"),
        Tampering("INSERT INTO journal (size) VALUES (700)", "database"),
        Tampering("UPDATE sealed_parts SET text = '\"other\"' WHERE position = 5", "sealed_parts", "position 5"),
        Tampering("UPDATE sealed_parts SET text = 'other' WHERE position = 5", "sealed_parts", "position 5"),
        Tampering("UPDATE sealed_parts SET salt = zeroblob(32) WHERE position = 5", "sealed_parts", "position 5"),
        Tampering("UPDATE sealed_parts SET salt = NULL WHERE position = 5", "sealed_parts", "position 5"),
        Tampering("UPDATE sealed_parts SET field_hash = zeroblob(32) WHERE position = 5", "sealed_parts", "position 5"),
        Tampering("UPDATE sealed_parts SET name = 'other' WHERE position = 5", "sealed_parts", "position 5"),
        Tampering(
            "UPDATE sealed_parts SET field_hash = zeroblob(32) WHERE position = 7",
            "events",
            "position 7",
            "leaf_data"
        ),
        Tampering("DELETE FROM sealed_parts WHERE position = 5", "events", "position 5", "leaf_data"),
        Tampering("UPDATE sealed_parts SET position = 9000 WHERE position = 7", "events", "position 7", "leaf_data"),
        Tampering(
            "INSERT INTO sealed_parts (position, name, field_hash) VALUES (9000, 'a', zeroblob(32))",
            "sealed_parts"
        ),
        Tampering(
            "UPDATE agg_parcel SET document = replace(document, 'stored', 'storee') WHERE id = $ID",
            "agg_parcel",
            "id $ID",
            "document"
        ),
        Tampering("UPDATE agg_parcel SET state = 'lost' WHERE id = $ID", "agg_parcel", "id $ID", "state"),
        Tampering(
            "UPDATE agg_parcel SET shelf_row = '6' || shelf_row WHERE id = $ID",
            "agg_parcel",
            "id $ID",
            "shelf_row"
        ),
        Tampering("UPDATE agg_parcel SET priority = 7 WHERE id = $ID", "agg_parcel", "id $ID", "priority"),
        Tampering("UPDATE agg_parcel SET event_position = 1 WHERE id = $ID", "agg_parcel", "id $ID", "event_position"),
        Tampering("UPDATE agg_parcel SET id = '' WHERE id = $ID", "agg_parcel", "id $ID"),
        Tampering("DELETE FROM agg_parcel WHERE id = $ID", "agg_parcel", "id $ID"),
        Tampering(
            "INSERT INTO agg_parcel SELECT 'zz', event_position, document, state, priority, shelf_row, owner FROM agg_parcel LIMIT 1",
            "agg_parcel",
            "id zz"
        ),
        Tampering(
            "INSERT INTO agg_parcel SELECT '', event_position, document, state, priority, shelf_row, owner FROM agg_parcel LIMIT 1",
            "agg_parcel"
        ),
        Tampering(
            "INSERT INTO agg_parcel SELECT x'00', event_position, document, state, priority, shelf_row, owner FROM agg_parcel LIMIT 1",
            "agg_parcel"
        ),
        Tampering("INSERT INTO agg_signal (id, event_position, document) VALUES ('a', 0, '{}')", "agg_signal", "id a"),
        Tampering("UPDATE lookups SET value = 'other' WHERE id = $ID", "lookups", "id $ID"),
        Tampering("UPDATE lookups SET scope = 'other' WHERE id = $ID", "lookups", "id $ID"),
        Tampering("UPDATE lookups SET aggregate = 'signal' WHERE id = $ID", "lookups", "id $ID"),
        Tampering("DELETE FROM lookups WHERE id = $ID", "lookups", "id $ID"),
        Tampering(
            "INSERT INTO lookups (aggregate, scope, value, id) VALUES ('parcel', 'label', 'a', 'a')",
            "lookups",
            "id a"
        ),
        Tampering(
            "UPDATE tiles SET hashes = zeroblob(8192) WHERE level = 0 AND tile_index = 1",
            "tiles",
            "level 0, index 1",
            "hashes"
        ),
        Tampering(
            "UPDATE tiles SET hashes = zeroblob(33) WHERE level = 0 AND tile_index = 1",
            "tiles",
            "level 0, index 1",
            "hashes"
        ),
        Tampering(
            "UPDATE tiles SET hashes = substr(hashes, 1, 320) WHERE level = 0 AND tile_index = 1",
            "tiles",
            "level 0, index 1",
            "hashes"
        ),
        Tampering("UPDATE tiles SET hashes = zeroblob(64) WHERE level = 1", "tiles", "level 1, index 0", "hashes"),
        Tampering("DELETE FROM tiles WHERE level = 0 AND tile_index = 2", "tiles", "level 0, index 2"),
        Tampering("UPDATE tiles SET tile_index = 9 WHERE level = 1", "tiles", "level 1, index 0"),
        Tampering("INSERT INTO tiles (level, tile_index, hashes) VALUES (4, 0, zeroblob(32))", "tiles"),
        Tampering("UPDATE checkpoints SET root = zeroblob(32) WHERE size = 300", "checkpoints", "size 300", "root"),
        Tampering("UPDATE checkpoints SET size = 301 WHERE size = 300", "checkpoints", "size 301", "root"),
        Tampering("UPDATE checkpoints SET size = 9000 WHERE size = 600", "checkpoints", "size 9000"),
        Tampering(
            "UPDATE checkpoints SET note = replace(note, '300', '301') WHERE size = 300",
            "checkpoints",
            "size 300",
            "note"
        ),
    ]

    /// 700 events with sealed parts, one of them erased; tiles and checkpoints as they were signed at 0, 300 and 600.
    private static func filled(_ bench: TestBench) async throws -> String {
        let store = try bench.openSQLite()
        let first = try await store.write { transaction in
            var ids: [ID<Parcel>] = []
            for number in 0..<700 {
                let id = transaction.newID(Parcel.self)
                ids.append(id)
                try transaction.place(
                    id,
                    ParcelPlaced(priority: Int64(number % 7), labels: ["l\(number % 50)"]),
                    sealed: number < 20 ? ["note": "note \(number)"] : [:]
                )
            }
            _ = try transaction.eraseSealedParts(ofSubject: ids[7].identifier)
            return ids[4]
        }
        try await store.write { transaction in
            var tiles: [Int: [LogHash]] = [:]
            var frontier = TreeFrontier()
            try saveCheckpoint(frontier, transaction)
            for hash in try transaction.leafHashes(from: 0, count: 600) {
                frontier.append(hash) { if $0.level % 8 == 0 { tiles[$0.level / 8, default: []].append($1) } }
                if frontier.size == 300 { try saveCheckpoint(frontier, transaction) }
            }
            for (level, hashes) in tiles {
                for start in stride(from: 0, to: hashes.count, by: 256) {
                    let tile = Array(hashes[start..<min(start + 256, hashes.count)])
                    try transaction.saveTiles([(level, Int64(start / 256), tile)])
                }
            }
            try saveCheckpoint(frontier, transaction)
        }
        let report = try await store.audit()
        #expect(report.finding == nil)
        #expect(report.events == 700)
        #expect(report.checkpoints == 3)
        #expect(report.tiles == 4)
        #expect(report.rows == 1400)
        await store.close()
        return first.description
    }

    private static func saveCheckpoint(_ frontier: TreeFrontier, _ transaction: any StoreTransaction) throws {
        let text = try Checkpoint(origin: "node.test/log", size: frontier.size, root: frontier.root).text
        let note = text + "\n\u{2014} node.test/log " + Data(repeating: 7, count: 68).base64EncodedString() + "\n"
        try transaction.saveCheckpoint(
            StoredCheckpoint(size: frontier.size, root: frontier.root, note: note, time: transaction.now)
        )
    }

    @Test func `a checkpoint that another key signed is found`() async throws {
        let name = try #require(NoteKeyName("node.test/log"))
        let signer = try NoteSigner(name: name, seed: Array(repeating: 1, count: NoteSigner.seedByteCount))
        let other = try NoteSigner(name: name, seed: Array(repeating: 2, count: NoteSigner.seedByteCount))
        let store = try TestBench().openSQLite()
        let note = try Checkpoint(origin: name.text, size: 0, root: MerkleTree.emptyRoot).signed(by: signer).encoded
        try await store.write { transaction in
            try transaction.saveCheckpoint(
                StoredCheckpoint(size: 0, root: MerkleTree.emptyRoot, note: note, time: transaction.now)
            )
        }
        #expect(try await store.audit(verifierKey: signer.verifierKey).finding == nil)
        let finding = try await store.audit(verifierKey: other.verifierKey).finding
        #expect(finding?.table == "checkpoints")
        #expect(finding?.column == "note")
        await store.close()
    }

    @Test func `every tampering is found where it is`() async throws {
        let original = try TestBench()
        let id = try await Self.filled(original)
        for tampering in Self.tamperings {
            let bench = try TestBench()
            try FileManager.default.copyItem(atPath: original.folder, toPath: bench.folder)
            let queue = try DatabaseQueue(path: SQLiteStore.databasePath(folder: bench.folder))
            let sql = tampering.sql.replacingOccurrences(of: "$ID", with: "'\(id)'")
            let changes = try await queue.write { database in
                try database.execute(sql: sql)
                return database.changesCount
            }
            try queue.close()
            #expect(changes > 0, "\(sql)")
            let finding: AuditFinding?
            do throws(any Error) {
                let store = try bench.openSQLite()
                finding = try await store.audit().finding
                await store.close()
            } catch {
                // Some damage shows already when the store opens.
                finding = AuditFinding(table: "database", problem: "\(error)")
                #expect((error as? StoreError)?.code == .damaged, "\(sql)")
            }
            #expect(finding?.table == tampering.table, "\(sql): \(String(describing: finding))")
            if let row = tampering.row?.replacingOccurrences(of: "$ID", with: id) {
                #expect(finding?.row == row, "\(sql): \(String(describing: finding))")
            }
            if let column = tampering.column {
                #expect(finding?.column == column, "\(sql): \(String(describing: finding))")
            }
        }
    }

    @Test func `a byte flipped in the file is found or means nothing`() async throws {
        let original = try TestBench()
        let store = try original.openSQLite()
        for number in 0..<200 {
            try await store.place(
                ParcelPlaced(priority: Int64(number), labels: ["l\(number)"]),
                sealed: ["note": "note \(number)"]
            )
        }
        await store.close()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: SQLiteStore.databasePath(folder: original.folder)))
        let meaning = try Self.dump(original)
        var foundCount = 0
        for seed in 0..<80 as Range<UInt64> {
            let bench = try TestBench()
            try FileManager.default.createDirectory(atPath: bench.folder, withIntermediateDirectories: true)
            var generator = SplitMix64(seed: seed)
            let place = Int.random(in: 100..<bytes.count, using: &generator)
            var flipped = bytes
            flipped[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            try flipped.write(to: URL(fileURLWithPath: SQLiteStore.databasePath(folder: bench.folder)))
            if try await Self.isFound(bench) {
                foundCount += 1
            } else {
                #expect(try Self.dump(bench) == meaning, "seed \(seed), byte \(place)")
            }
        }
        // Most of a young file is pages in which nothing stands yet.
        #expect(foundCount > 10)
    }

    private static func isFound(_ bench: TestBench) async throws -> Bool {
        do throws(any Error) {
            let store = try bench.openSQLite()
            let finding = try await store.audit().finding
            await store.close()
            return finding != nil
        } catch is StoreError {
            return true
        }
    }

    /// Everything that the audit answers for.
    private static func dump(_ bench: TestBench) throws -> [String] {
        let queue = try DatabaseQueue(path: SQLiteStore.databasePath(folder: bench.folder))
        return try queue.read { database in
            try ["journal", "events", "sealed_parts", "lookups", "tiles", "checkpoints", "agg_parcel"].flatMap {
                table in
                try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY 1").map { "\(table) \($0)" }
            }
        }
    }
}
