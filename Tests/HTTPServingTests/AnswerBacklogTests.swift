import Foundation
import HTTPServing
import SeededRandomness
import Testing

@Suite struct AnswerBacklogTests {
    private static func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("backlog-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }

    private static let reader = BacklogRoom.Reader(key: "TEST")

    private static func limits(
        _ folder: String,
        room: BacklogRoom = BacklogRoom()
    ) -> BacklogLimits {
        var limits = BacklogLimits(folder: folder, room: room)
        (limits.memoryBytesMax, limits.fileBytes) = (100, 64)
        (limits.pieceBytes, limits.spareBytesMin) = (16, 0)
        return limits
    }

    private static func all(of backlog: AnswerBacklog) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let piece = try await backlog.next() { bytes += piece }
        return bytes
    }

    @Test func `where there is no folder, what was appended is handed out all the same, and then it ends`() async throws
    {
        let backlog = AnswerBacklog(limits: Self.limits("/nowhere/TEST"), reader: Self.reader)
        var expected: [UInt8] = []
        var problem: Problem?
        for number in 0..<20 where problem == nil {
            let bytes = [UInt8](repeating: UInt8(number), count: 10)
            expected += bytes
            do { try await backlog.append(bytes) } catch { problem = error as? Problem }
        }
        #expect(problem?.code == "answers-waiting")
        _ = try? await backlog.append([99])
        backlog.finish()
        #expect(try await Self.all(of: backlog) == expected + [99])
    }

    @Test func `more than the file may hold is refused, and nothing before it is lost`() async throws {
        try await Self.withFolder { (folder: String) async throws in
            let backlog = AnswerBacklog(
                limits: Self.limits(folder, room: BacklogRoom(bytesPerKeyMax: 64)),
                reader: Self.reader
            )
            var expected: [UInt8] = []
            var isRefused = false
            for number in 0..<100 where !isRefused {
                let bytes = [UInt8](repeating: UInt8(number), count: 7)
                expected += bytes
                do { try await backlog.append(bytes) } catch { isRefused = true }
            }
            #expect(isRefused && expected.count < 200)
            backlog.finish()
            #expect(try await Self.all(of: backlog) == expected)
        }
    }

    @Test func `whoever reads, however far behind, is not refused for what was read already`() async throws {
        try await Self.withFolder { (folder: String) async throws in
            let room = BacklogRoom(bytesMax: 400)
            let backlog = AnswerBacklog(limits: Self.limits(folder, room: room), reader: Self.reader)
            var (expected, taken): ([UInt8], [UInt8]) = ([], [])
            for number in 0..<2000 {
                let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 7)
                expected += bytes
                try await backlog.append(bytes)
                while backlog.storedBytes > 100 { taken += try #require(try await backlog.next()) }
                #expect(room.usedBytes <= 400)
            }
            backlog.finish()
            #expect(try await taken + Self.all(of: backlog) == expected)
        }
    }

    @Test func `all share the room, which is given back with the answer`() async throws {
        try await Self.withFolder { (folder: String) async throws in
            let room = BacklogRoom(bytesMax: 150)
            let limits = Self.limits(folder, room: room)
            func fill() async -> AnswerBacklog {
                let backlog = AnswerBacklog(limits: limits, reader: Self.reader)
                for _ in 0..<20 { _ = try? await backlog.append([UInt8](repeating: 1, count: 16)) }
                return backlog
            }
            var first: AnswerBacklog? = await fill()
            #expect(first?.storedBytes == 144 && room.usedBytes == 144)
            #expect(await fill().storedBytes == 0)
            first = nil
            #expect(room.usedBytes == 0)
            #expect(await fill().storedBytes == 144)
        }
    }

    @Test func `one key leaves the others their room, however many answers wait for it`() async throws {
        try await Self.withFolder { (folder: String) async throws in
            let room = BacklogRoom(bytesMax: 150, bytesPerKeyMax: 80)
            let limits = Self.limits(folder, room: room)
            func fill(_ key: String) async -> AnswerBacklog {
                let backlog = AnswerBacklog(limits: limits, reader: BacklogRoom.Reader(key: key))
                for _ in 0..<20 { _ = try? await backlog.append([UInt8](repeating: 1, count: 16)) }
                return backlog
            }
            var greedy: [AnswerBacklog] = [await fill("one")]
            #expect(greedy[0].storedBytes == 80)
            greedy.append(await fill("one"))
            #expect(greedy[1].storedBytes == 0 && room.usedBytes == 80 && room.readers == 1)
            let other = await fill("two")
            #expect(other.storedBytes == 64 && room.usedBytes == 144 && room.readers == 2)
            greedy = []
            #expect(room.usedBytes == 64 && room.readers == 1, "What is gone is not kept account of.")
            #expect(await fill("one").storedBytes == 80)
        }
    }

    @Test func `what was read whole gives its room back, though the answer goes on`() async throws {
        try await Self.withFolder { (folder: String) async throws in
            let room = BacklogRoom(bytesMax: 150)
            let backlog = AnswerBacklog(limits: Self.limits(folder, room: room), reader: Self.reader)
            for round in UInt8(1)...3 {
                var (expected, taken): ([UInt8], [UInt8]) = ([], [])
                for number in UInt8(0)..<8 {
                    let bytes = [UInt8](repeating: round * 8 + number, count: 16)
                    expected += bytes
                    try await backlog.append(bytes)
                }
                #expect(room.usedBytes > 0)
                while taken.count < expected.count { taken += try #require(try await backlog.next()) }
                #expect(taken == expected && room.usedBytes == 0)
            }
            backlog.finish()
            #expect(try await backlog.next() == nil)
        }
    }

    @Test func `nothing is kept on a disk that has no room to spare`() async throws {
        try await Self.withFolder { (folder: String) async throws in
            var limits = Self.limits(folder)
            limits.spareBytesMin = .max / 2
            let backlog = AnswerBacklog(limits: limits, reader: Self.reader)
            try await backlog.append([UInt8](repeating: 1, count: 100))
            let problem = await #expect(throws: Problem.self) {
                try await backlog.append([UInt8](repeating: 2, count: 16))
            }
            #expect(problem?.code == "answers-waiting" && limits.room.usedBytes == 0)
            backlog.finish()
            #expect(try await Self.all(of: backlog).count == 116)
        }
    }

    @Test func `the file has no name`() async throws {
        try await Self.withFolder { (folder: String) async throws in
            let backlog = AnswerBacklog(limits: Self.limits(folder), reader: Self.reader)
            for _ in 0..<100 { try await backlog.append([UInt8](repeating: 1, count: 50)) }
            #expect(backlog.storedBytes > 4000)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
            backlog.finish()
            #expect(try await Self.all(of: backlog).count == 5000)
            #expect(backlog.storedBytes == 0)
        }
    }

    @Test(arguments: 0..<20) func `whoever is faster, all comes out in order`(seed: UInt64) async throws {
        try await Self.withFolder { (folder: String) async throws in
            let backlog = AnswerBacklog(limits: Self.limits(folder), reader: Self.reader)
            async let taken = Self.all(of: backlog)
            var random = SplitMix64(seed: seed)
            var expected: [UInt8] = []
            for _ in 0..<300 {
                let bytes = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                expected += bytes
                try await backlog.append(bytes)
                for _ in 0..<Int.random(in: 0...3, using: &random) { await Task.yield() }
            }
            backlog.finish()
            #expect(try await taken == expected)
        }
    }

    @Test func `whoever waits for bytes can be called off`() async {
        let backlog = AnswerBacklog(limits: Self.limits("/nowhere/TEST"), reader: Self.reader)
        await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            group.addTask { try await backlog.next() }
            await Task.yield()
            group.cancelAll()
            do {
                let bytes = try await group.next()
                Issue.record("\(String(describing: bytes))")
            } catch {
                #expect(error is CancellationError)
            }
        }
    }
}
