import Cooperation
import Foundation
import GRDB
import Services
import Store
import Testing
import TransparencyLog

/// Copies of the database that are made while it is written to.
@Suite struct SQLiteCopyTests {
    private static func audit(_ path: String, signed: Checkpoint? = nil) async throws -> AuditReport {
        let name = try #require(NoteKeyName("test/log"))
        return try await SQLiteCopy.audit(
            at: path,
            registry: TestBench.registry,
            migrations: TestBench.migrations,
            verifierKey: try NoteSigner(name: name, seed: Array(repeating: 1, count: 32)).verifierKey,
            signed: signed
        ) { _ in }
    }

    private static func copy(_ bench: TestBench, _ name: String) async throws -> String {
        let path = bench.folder + "/" + name
        try await SQLiteCopy.make(of: bench.folder, at: path, migrations: TestBench.migrations)
        return path
    }

    @Test func `each is one moment of a journal that grows, and holds all that was acknowledged before`() async throws {
        let bench = try TestBench()
        let store = try bench.openSQLite()
        let (sizes, written) = try await withThrowingTaskGroup(of: Int64.self) { group in
            group.addTask {
                var count: Int64 = 0
                while !Task.isCancelled {
                    try await store.place(sealed: ["note": "TEST \(count)"])
                    count += 1
                }
                return count
            }
            let sizes = try await Self.sizes(ofCopiesOf: store, in: bench)
            group.cancelAll()
            return (sizes, try await group.next() ?? 0)
        }
        #expect(written >= sizes[4])
        #expect(sizes == sizes.sorted())
        await store.close()
    }

    private static func sizes(ofCopiesOf store: SQLiteStore, in bench: TestBench) async throws -> [Int64] {
        var sizes: [Int64] = []
        for number in 0..<5 {
            while store.journalGrowth.size <= sizes.last ?? 0 { await Task.yield() }
            let before = store.journalGrowth.size
            let path = try await Self.copy(bench, "copy-\(number)")
            let report = try await Self.audit(path)
            #expect(report.finding == nil)
            #expect(report.events >= before)
            sizes.append(report.events)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
        return sizes
    }

    @Test func `a copy that lacks what was signed, or holds something else, is found out`() async throws {
        let bench = try TestBench()
        let store = try bench.openSQLite()
        for _ in 0..<3 { try await store.place() }
        let hashes = try await store.read { try $0.leafHashes(from: 0, count: 3) }
        let path = try await Self.copy(bench, "copy")
        await store.close()
        let origin = "test/log"
        let (two, three) = (MerkleTree.root(of: hashes.prefix(2)), MerkleTree.root(of: hashes))
        #expect(try await Self.audit(path, signed: Checkpoint(origin: origin, size: 2, root: two)).finding == nil)
        #expect(try await Self.audit(path, signed: Checkpoint(origin: origin, size: 3, root: three)).finding == nil)
        for (size, root) in [(4, three), (2, three), (3, two)] as [(Int64, LogHash)] {
            let report = try await Self.audit(path, signed: Checkpoint(origin: origin, size: size, root: root))
            #expect(report.finding?.table == "checkpoint", "size \(size)")
        }
    }

    @Test func `what was erased is not in a copy`() async throws {
        let bench = try TestBench()
        let store = try bench.openSQLite()
        let word = "unmistakable-7c1e"
        let subject = try await store.place(sealed: ["note": word]).subject
        let before = try await Self.copy(bench, "before")
        _ = try await store.write { try $0.eraseSealedParts(ofSubject: subject) }
        let after = try await Self.copy(bench, "after")
        await store.close()
        func holds(_ path: String) throws -> Bool {
            try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data(word.utf8)) != nil
        }
        #expect(try holds(before))
        #expect(try !holds(after))
        #expect(try await Self.audit(after).finding == nil)
    }

    @Test func `data of another schema are not copied, and no file is written over`() async throws {
        let bench = try TestBench()
        try await bench.openSQLite().close()
        func code(_ name: String, _ migrations: [Migration]) async -> StoreError.Code? {
            do {
                try await SQLiteCopy.make(of: bench.folder, at: bench.folder + "/" + name, migrations: migrations)
                return nil
            } catch {
                return (error as? StoreError)?.code
            }
        }
        let later = Migration(version: 100_000, statements: [])
        #expect(await code("older", TestBench.migrations + [later]) == .olderSchema)
        #expect(await code("newer", Migration.all) == .newerSchema)
        #expect(await code("perisai.sqlite", TestBench.migrations) == .cannotWrite)
        #expect(await code("fine", TestBench.migrations) == nil)
    }
}
