import Cooperation
import Foundation
import GRDB
import Services
import Store
import Testing

/// What is SQLite's own: opening, refusing to open, and the disk.
@Suite struct SQLiteStoreTests {
    private static func code(_ body: () throws -> Void) -> StoreError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? StoreError)?.code
        }
    }

    @Test func `a folder is opened once at a time`() async throws {
        let bench = try TestBench()
        let store = try bench.openSQLite()
        #expect(Self.code { _ = try bench.openSQLite() } == .locked)
        let other = try StoreWriterProcess.run([StoreWriterProcess.executable, bench.folder, "1"])
        #expect(other.status == 3)
        #expect(other.errors == "locked\n")
        await store.close()
        let attributes = try FileManager.default.attributesOfItem(atPath: bench.folder)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test func `a store that is let go without closing gives the folder free`() async throws {
        let bench = try TestBench()
        func use() async throws {
            let store = try bench.openSQLite()
            try await store.place()
        }
        try await use()
        // The writer's thread holds the lock until it has ended.
        var store: SQLiteStore?
        while store == nil {
            store = try? bench.openSQLite()
            await Task.yield()
        }
        #expect(try await store?.read { try $0.journalSize() } == 1)
        await store?.close()
    }

    @Test func `what would wait behind too many writes is refused at once, and those before it are done`() async throws
    {
        let bench = try TestBench()
        var settings = bench.settings
        settings.waitingWritesMax = 3
        let store = try bench.openSQLite(settings: settings)
        let gate = WriterGate()
        async let held: Void = store.write { _ in gate.hold() }
        await gate.isHeld()
        let outcomes = await withTaskGroup(of: StoreError.Code?.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    do {
                        try await store.place()
                        return nil
                    } catch {
                        return (error as? StoreError)?.code
                    }
                }
            }
            var refused: [StoreError.Code?] = []
            for _ in 0..<2 { refused.append(await group.next() ?? nil) }
            gate.open()
            return await group.reduce(into: refused) { $0.append($1) }
        }
        try await held
        #expect(outcomes.prefix(2) == [.busy, .busy])
        #expect(outcomes.dropFirst(2).allSatisfy { $0 == nil })
        #expect(try await store.read { try $0.journalSize() } == 3)
        await store.close()
    }

    @Test func `data of a newer program are left alone`() async throws {
        let bench = try TestBench()
        try await bench.openSQLite().close()
        let path = SQLiteStore.databasePath(folder: bench.folder)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: bench.folder).sorted() == ["lock", "perisai.sqlite"]
        )
        let before = try await DatabaseQueue(path: path).read { try $0.schema(of: "main") }
        #expect(Self.code { _ = try bench.openSQLite(migrations: Migration.all) } == .newerSchema)
        #expect(try await DatabaseQueue(path: path).read { try $0.schema(of: "main") } == before)
        let other = try StoreWriterProcess.run([StoreWriterProcess.executable, bench.folder, "1"])
        #expect(other.errors == "newer-schema\n")
    }

    @Test(arguments: [SQLiteSettings.Synchronous.off, .normal])
    func `a database that would not be durable is not opened`(synchronous: SQLiteSettings.Synchronous) throws {
        let bench = try TestBench()
        var settings = bench.settings
        settings.synchronous = synchronous
        #expect(Self.code { _ = try bench.openSQLite(settings: settings) } == .notDurable)
        #expect(Self.code { _ = try bench.openSQLite() } == nil)
    }

    @Test func `a folder that can't be written is said to be that`() throws {
        let file = NSTemporaryDirectory() + "/perisai-file-" + UUID().uuidString
        try Data("not a folder".utf8).write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        for folder in [file, "/proc/perisai", file + "/deeper"] {
            #expect(
                Self.code {
                    _ = try SQLiteStore(
                        folder: folder,
                        registry: TestBench.registry,
                        sources: TestBench().sources
                    )
                } == .cannotWrite
            )
        }
    }

    @Test func `a file that is no database is said to be damaged`() throws {
        let bench = try TestBench()
        try FileManager.default.createDirectory(atPath: bench.folder, withIntermediateDirectories: true)
        let path = SQLiteStore.databasePath(folder: bench.folder)
        try Data(repeating: 0x2A, count: 8192).write(to: URL(fileURLWithPath: path))
        #expect(Self.code { _ = try bench.openSQLite() } == .damaged)
    }

    @Test func `a failed migration leaves the schema as it was`() async throws {
        let bench = try TestBench()
        try await bench.openSQLite().close()
        let broken = Migration(
            version: 1001,
            statements: ["CREATE TABLE half (a BIGINT)", "CREATE TABLE journal (a TEXT)"]
        )
        #expect(Self.code { _ = try bench.openSQLite(migrations: TestBench.migrations + [broken]) } == .databaseFailed)
        let store = try bench.openSQLite()
        try await store.place()
        await store.close()
        let mended = Migration(version: 1001, statements: ["CREATE TABLE half (a BIGINT)"])
        try await bench.openSQLite(migrations: TestBench.migrations + [mended]).close()
    }

    @Test func `every aggregate of the program has its table with its columns`() async throws {
        let bench = try TestBench()
        // Opening compares the facets with the columns; one table less must be noticed.
        try await bench.openSQLite().close()
        let without = Migration(version: 1001, statements: ["ALTER TABLE agg_case DROP COLUMN account"])
        #expect(Self.code { _ = try bench.openSQLite(migrations: TestBench.migrations + [without]) } == .databaseFailed)
    }

    @Test func `a full database refuses writes, loses nothing, and goes on when there is room`() async throws {
        let bench = try TestBench()
        var settings = bench.settings
        settings.pagesMax = 220
        let store = try bench.openSQLite(settings: settings)
        var acknowledged: [Int64] = []
        var failure: StoreError?
        while failure == nil {
            do {
                acknowledged.append(
                    try await store.place(sealed: ["note": String(repeating: "x", count: 9000)]).position
                )
            } catch {
                failure = error as? StoreError
                #expect(failure != nil)
            }
        }
        #expect(failure?.code == .cannotWrite)
        #expect(store.trouble?.code == .cannotWrite)
        #expect(!acknowledged.isEmpty)
        #expect(try await store.read { try $0.journalSize() } == Int64(acknowledged.count))
        await store.close()
        let again = try bench.openSQLite()
        #expect(try await again.audit().finding == nil)
        #expect(try await again.place().position == Int64(acknowledged.count))
        #expect(again.trouble == nil)
        await again.close()
    }

    @Test func `a full disk refuses writes and loses nothing that was acknowledged`() async throws {
        let bench = try TestBench()
        let run = try StoreWriterProcess.run([StoreWriterProcess.executable, bench.folder, "100000", "1200000"])
        #expect(run.status == 3)
        #expect(run.errors == "cannot-write\n")
        let acknowledged = run.output.split(separator: "\n").count
        #expect(acknowledged > 0)
        let store = try bench.openSQLite()
        let size = try await store.read { try $0.journalSize() }
        // The write that was in progress may have come through or not.
        #expect(size == Int64(acknowledged) || size == Int64(acknowledged) + 1)
        #expect(try await store.audit().finding == nil)
        await store.close()
    }

    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: StoreWriterProcess.strace),
            "strace is not installed, so nobody can watch the calls."
        )
    )
    func `every acknowledgement comes after a sync of its own`() throws {
        let bench = try TestBench()
        let count = 50
        try FileManager.default.createDirectory(atPath: bench.folder, withIntermediateDirectories: true)
        let trace = bench.folder + "/trace"
        let run = try StoreWriterProcess.run([
            StoreWriterProcess.strace, "-f", "-o", trace, "-e", "trace=fdatasync,fsync,write",
            StoreWriterProcess.executable, bench.folder + "/data", String(count),
        ])
        #expect(run.status == 0)
        var syncs = 0
        var syncsBefore: [Int] = []
        for line in try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n") {
            // A call that another thread interrupts is written down in two halves; it is done with the second.
            if line.contains("sync(") || line.contains("sync resumed") {
                syncs += line.hasSuffix("= 0") ? 1 : 0
            } else if line.contains("acknowledged ") {
                syncsBefore.append(syncs)
                syncs = 0
            }
        }
        #expect(syncsBefore.count == count)
        #expect(syncsBefore.allSatisfy { $0 >= 1 })
    }

    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: StoreWriterProcess.strace),
            "strace is not installed, so nobody can watch the calls."
        )
    )
    func `a folder that is refused closes nothing twice, which could be another's file by then`() async throws {
        let bench = try TestBench()
        let store = try bench.openSQLite()
        let trace = bench.folder + "/trace"
        let run = try StoreWriterProcess.run([
            StoreWriterProcess.strace, "-f", "-o", trace, "-e", "trace=close",
            StoreWriterProcess.executable, bench.folder, "1",
        ])
        #expect(run.errors == "locked\n")
        let closes = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
        #expect(closes.contains { $0.contains("close(") && $0.hasSuffix("= 0") })
        #expect(closes.filter { $0.contains("EBADF") } == [])
        await store.close()
    }

    @Test func `a read that is broken off with its task is no error of the database`() async throws {
        let bench = try TestBench()
        let store = try bench.openSQLite()
        try await store.place()
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let outcome = await withTaskGroup(of: String.self) { group in
            group.addTask {
                do {
                    return try await store.read { reading in
                        begin.yield()
                        // SQLite is interrupted in one of these, whichever it is.
                        while true { _ = try reading.journalSize() }
                    }
                } catch {
                    return "\(type(of: error))"
                }
            }
            for await _ in begun { break }
            group.cancelAll()
            return await group.next() ?? ""
        }
        #expect(outcome == "CancellationError")
        #expect(try await store.read { try $0.journalSize() } == 1)
        await store.close()
    }

    @Test func `erased text is gone from the files`() async throws {
        let bench = try TestBench()
        let store = try bench.openSQLite()
        let word = "unmistakable-7c1e"
        let subject = try await store.place(sealed: ["note": word]).subject
        #expect(try Self.folderContains(bench.folder, word))
        _ = try await store.write { try $0.eraseSealedParts(ofSubject: subject) }
        #expect(try !Self.folderContains(bench.folder, word))
        await store.close()
    }

    @Test func `an erased file is gone from the folder`() async throws {
        let bench = try TestBench()
        let store = try bench.openSQLite()
        let word = "unmistakable-3f02"
        let id = try await store.write { transaction in
            let id = transaction.newIdentifier()
            try transaction.keepFile(Array(word.utf8), as: id)
            return id
        }
        #expect(try Self.folderContains(bench.folder, word))
        try await store.write { try $0.eraseFile(id) }
        #expect(try !Self.folderContains(bench.folder, word))
        await store.close()
    }

    private static func folderContains(_ folder: String, _ word: String) throws -> Bool {
        try FileManager.default.contentsOfDirectory(atPath: folder).contains { name in
            try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)).range(of: Data(word.utf8)) != nil
        }
    }
}

extension Database {
    /// Every table and index with its statement, and the number of the last migration.
    fileprivate func schema(of name: String) throws -> [String] {
        try String.fetchAll(self, sql: "SELECT name || coalesce(sql, '') FROM \(name).sqlite_master ORDER BY name")
            + String.fetchAll(self, sql: "SELECT version FROM schema_version")
    }
}
