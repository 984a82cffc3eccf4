import CVips
import Fingerprints
import Foundation
import Media
import SeededRandomness
import Testing

/// Real workers, confined, over pipes.
@Suite struct MediaWorkerPoolTests {
    private static let hang = Array("TEST hang".utf8)

    /// Throws `timedOut` where it took too long.
    private static func expectDecoded(_ file: [UInt8], by pool: MediaWorkerPool) async throws {
        let found = try await pool.fingerprints(of: file, orientations: false)
        if found.picture == .failed(MediaError(.timedOut)) { throw MediaError(.timedOut) }
        #expect(found.picture == PictureExaminer.examine(file, orientations: false))
    }

    /// Why there is nothing of a file that hangs its worker.
    private static func reason(ofNothingBy pool: MediaWorkerPool) async -> MediaError {
        do throws(MediaError) {
            _ = try await pool.fingerprints(of: hang, orientations: false)
            // There are its digests.
            return MediaError(.timedOut)
        } catch {
            return error
        }
    }

    private func file(_ options: String = ".png") throws -> [UInt8] {
        try PictureEncoder.encode(TestPictures.picture(width: 128, height: 96, channels: 3), as: options)
    }

    @Test(arguments: [".jpg", ".png", ".webp", ".gif", ".tif", ".avif[effort=0]", ".heic"])
    func `a confined worker decodes every format as this process does`(options: String) async throws {
        let file = try file(options)
        let expected = PictureExaminer.examine(file, orientations: true)
        let found = try await TestPool.run { try await $0.fingerprints(of: file, orientations: true) }
        let digests = ContentDigests(of: file)
        #expect(found == MediaFingerprints(sha256: digests.sha256, md5: digests.md5, picture: expected))
        guard case .decoded(let picture) = found.picture else {
            Issue.record("\(found.picture)")
            return
        }
        #expect(picture.orientations.count == 7)
        #expect(picture.quality == 100)
    }

    @Test func `a confined worker converts CMYK, for which it needs no colour profile from disk`() async throws {
        var random = SplitMix64(seed: 3)
        let file = try #require(
            RawImage.encode(
                random.bytes(64 * 64 * 4),
                width: 64,
                height: 64,
                bands: 4,
                sampleFormat: VIPS_FORMAT_UCHAR,
                meaning: VIPS_INTERPRETATION_CMYK,
                as: ".tif[strip]"
            )
        )
        let expected = PictureExaminer.examine(file, orientations: false)
        guard case .decoded = expected else {
            Issue.record("\(expected)")
            return
        }
        let found = try await TestPool.run { try await $0.fingerprints(of: file, orientations: false) }
        #expect(found.picture == expected)
    }

    @Test func `what is no image gets its digests`() async throws {
        for file in [[], Array("TEST text".utf8), [UInt8](repeating: 0, count: 1_000_000)] {
            let found = try await TestPool.run { try await $0.fingerprints(of: file, orientations: true) }
            #expect(found.sha256 == ContentDigests(of: file).sha256)
            #expect(found.md5 == ContentDigests(of: file).md5)
            #expect(found.picture == .notAnImage)
        }
    }

    @Test func `flat and tiny pictures say why they have no PDQ hash`() async throws {
        let flat = try PixelBuffer(width: 64, height: 64, channels: 1, bytes: .init(repeating: 9, count: 4096))
        let tiny = try TestPictures.picture(width: 4, height: 4, channels: 3)
        for (picture, reason) in [(flat, PDQRefusal.Code.lowQuality), (tiny, .tooSmall)] {
            let file = try PictureEncoder.encode(picture, as: ".png")
            let found = try await TestPool.run { try await $0.fingerprints(of: file, orientations: true) }
            guard case .decoded(let picture) = found.picture else {
                Issue.record("\(found.picture)")
                return
            }
            #expect(picture.pdq == .failure(PictureFingerprints.Refusal(code: reason)))
            #expect(picture.orientations.isEmpty)
        }
    }

    @Test func `bombs are refused and leave the worker working`() async throws {
        // libtiff itself turns down tiles that couldn't be in so small a file.
        let bombs: [(String, [UInt8], MediaError.Code)] = [
            ("png", Bombs.png(width: 60_000, height: 60_000), .tooLarge),
            ("gif", Bombs.gif(width: 65_535, height: 65_535), .tooLarge),
            ("tiff", Bombs.tiff(width: 60_000, height: 60_000), .tooLarge),
            ("wide tiff", Bombs.tiff(width: 9_000_000, height: 100), .tooLarge),
            ("tiled tiff", Bombs.tiff(width: 60_000, height: 60_000, tileSide: 256), .tooLarge),
            ("one tile", Bombs.tiff(width: 60_000, height: 60_000, tileSide: 60_000), .unreadable),
            ("small picture, huge tile", Bombs.tiff(width: 64, height: 64, tileSide: 30_000), .unreadable),
        ]
        let good = try file()
        try await TestPool.run { pool in
            for (name, bomb, expected) in bombs {
                let found = try await pool.fingerprints(of: bomb, orientations: false)
                #expect(found.picture == .failed(MediaError(expected)), "\(name)")
                #expect(found.sha256 == ContentDigests(of: bomb).sha256)
            }
            let after = try await pool.fingerprints(of: good, orientations: false)
            #expect(after.picture == PictureExaminer.examine(good, orientations: false))
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `damaged files never stop the pool`(seed: UInt64) async throws {
        let originals = try [".jpg", ".png", ".webp", ".gif", ".tif", ".avif[effort=0]", ".heic"].map { try file($0) }
        try await TestPool.run { pool in
            var random = SplitMix64(seed: seed)
            for original in originals {
                for _ in 0..<12 {
                    var damaged = original
                    for _ in 0..<Int.random(in: 1...20, using: &random) {
                        let place = Int.random(in: 12..<damaged.count, using: &random)
                        damaged[place] = UInt8.random(in: 0...255, using: &random)
                    }
                    let found = try await pool.fingerprints(of: damaged, orientations: false)
                    #expect(found.sha256 == ContentDigests(of: damaged).sha256, "seed \(seed)")
                }
                let garbage = Array(original.prefix(12)) + random.bytes(2000)
                let found = try await pool.fingerprints(of: garbage, orientations: false)
                if case .decoded = found.picture { Issue.record("garbage decoded, seed \(seed)") }
            }
            let after = try await pool.fingerprints(of: originals[0], orientations: false)
            #expect(after.picture == PictureExaminer.examine(originals[0], orientations: false), "seed \(seed)")
        }
    }

    @Test(arguments: [Array("TEST crash".utf8), Array("TEST exit".utf8), Array("TEST eat memory".utf8)])
    func `a file that kills its worker fails alone, with its digests`(deadly: [UInt8]) async throws {
        let good = try file()
        try await TestPool.run(limits: TestPool.limits(workers: 2)) { pool in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for turn in 0..<12 {
                    let file = turn % 4 == 0 ? deadly : good
                    let expected: PictureOutcome =
                        turn % 4 == 0
                        ? .failed(MediaError(.workerDied)) : PictureExaminer.examine(good, orientations: false)
                    group.addTask {
                        let found = try await pool.fingerprints(of: file, orientations: false)
                        #expect(found.picture == expected)
                        #expect(found.sha256 == ContentDigests(of: file).sha256)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `a file that hangs its worker is given up, and the next is served`() async throws {
        let good = try file()
        try await TestPool.runBriefly { pool in
            let found = try await pool.fingerprints(of: Self.hang, orientations: false)
            #expect(found.picture == .failed(MediaError(.timedOut)))
            #expect(found.sha256 == ContentDigests(of: Self.hang).sha256)
            try await Self.expectDecoded(good, by: pool)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a worker that dies while it has nothing to do fails no file`() async throws {
        let good = try file()
        try await TestPool.run(mode: "idle-worker") { pool in
            _ = try await pool.fingerprints(of: good, orientations: false)
            Processes.kill(withArgument: "idle-worker")
            let after = try await pool.fingerprints(of: good, orientations: false)
            #expect(after.picture == PictureExaminer.examine(good, orientations: false))
        }
    }

    @Test func `a worker that has served its number of files is replaced unnoticed`() async throws {
        var limits = TestPool.limits()
        limits.filesPerWorkerMax = 2
        let good = try file()
        try await TestPool.run(limits: limits) { pool in
            for _ in 0..<5 {
                let found = try await pool.fingerprints(of: good, orientations: false)
                #expect(found.picture == PictureExaminer.examine(good, orientations: false))
            }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a replacement that doesn't start is tried again, and the pool goes on`() async throws {
        var limits = TestPool.limits()
        limits.filesPerWorkerMax = 1
        let good = try file()
        let folder = FileManager.default.temporaryDirectory.appending(path: "perisai-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let command = try TestPool.command("second-start-fails", folder.path)
        try await TestPool.run(command, limits: limits) { pool in
            let expected = PictureExaminer.examine(good, orientations: false)
            let first = try await pool.fingerprints(of: good, orientations: false)
            #expect(first.picture == expected)
            // Nobody can decode until the third start, which may be told to whoever asks meanwhile.
            var second: MediaFingerprints?
            while second == nil {
                do {
                    second = try await pool.fingerprints(of: good, orientations: false)
                } catch let error as MediaError where error.code == .workerUnavailable {
                    try await Task.sleep(for: .milliseconds(5))
                }
            }
            #expect(second?.picture == expected)
        }
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: "second").path))
    }

    @Test func `too many bytes are refused before they go anywhere`() async throws {
        var limits = TestPool.limits()
        limits.file.fileBytesMax = 1000
        try await TestPool.run(limits: limits) { pool in
            let error = await #expect(throws: MediaError.self) {
                try await pool.fingerprints(of: .init(repeating: 0, count: 1001), orientations: false)
            }
            #expect(error?.code == .tooLarge)
        }
    }

    @Test func `when too many wait the next is told so`() async throws {
        var limits = TestPool.limits()
        limits.waitingFilesMax = 2
        try await TestPool.run(limits: limits) { pool in
            await withTaskGroup(of: MediaError.self) { group in
                for _ in 0..<8 { group.addTask { await Self.reason(ofNothingBy: pool) } }
                // Two wait; a third may be with the worker already when the others come.
                for _ in 0..<5 { #expect(await group.next() == MediaError(.busy)) }
                group.cancelAll()
                let others = await group.reduce(into: [MediaError.Code]()) { $0.append($1.code) }
                #expect(others.count { $0 == .cancelled } >= 2)
                #expect(others.allSatisfy { $0 == .cancelled || $0 == .busy })
            }
        }
    }

    @Test func `files that wait for a worker are counted until they are given up`() async throws {
        let pool = MediaWorkerPool(command: try TestPool.command(), limits: TestPool.limits(), logger: TestPool.quiet)
        await withTaskGroup(of: Void.self) { group in
            for bytes in [10, 20] {
                group.addTask {
                    _ = try? await pool.fingerprints(of: .init(repeating: 7, count: bytes), orientations: false)
                }
            }
            // No worker takes them: the pool does not run.
            while pool.waiting.files < 2 { await Task.yield() }
            #expect(pool.waiting.bytes == 30)
            group.cancelAll()
        }
        #expect(pool.waiting.files == 0 && pool.waiting.bytes == 0)
    }

    @Test func `giving up on a file doesn't disturb the others`() async throws {
        let good = try file()
        try await TestPool.runBriefly { pool in
            let reason = await withTaskGroup(of: MediaError?.self) { group in
                group.addTask { await Self.reason(ofNothingBy: pool) }
                group.addTask {
                    try? await Task.sleep(for: .milliseconds(100))
                    return nil
                }
                let first = await group.next() ?? nil
                group.cancelAll()
                let second = await group.next() ?? nil
                return first ?? second
            }
            // It was given up by the pool before anybody else could.
            if reason == MediaError(.timedOut) { throw MediaError(.timedOut) }
            #expect(reason == MediaError(.cancelled))
            try await Self.expectDecoded(good, by: pool)
        }
    }
}
