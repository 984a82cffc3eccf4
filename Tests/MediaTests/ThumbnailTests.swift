import Fingerprints
import Media
import SeededRandomness
import Testing

/// Small pictures from real workers, confined, over pipes.
@Suite struct ThumbnailTests {
    private static func pixels(of thumbnail: PictureThumbnail) throws -> PixelBuffer {
        try MediaDecoder.decode(thumbnail.bytes, as: .jpeg)
    }

    @Test(arguments: [".jpg", ".png", ".webp", ".gif", ".tif", ".avif[effort=0]", ".heic"])
    func `a confined worker makes one of every format`(options: String) async throws {
        let file = try PictureEncoder.encode(TestPictures.picture(width: 640, height: 400, channels: 3), as: options)
        let thumbnail = try await TestPool.run { try await $0.thumbnail(of: file) }
        #expect((thumbnail.width, thumbnail.height) == (320, 200))
        let pixels = try Self.pixels(of: thumbnail)
        #expect((pixels.width, pixels.height) == (320, 200))
        // It still shows the same.
        let whole = try MediaDecoder.decode(file, as: #require(MediaFormat(startOf: file)))
        let distance = PDQ.spectrum(of: pixels).hash(.identity).distance(to: PDQ.spectrum(of: whole).hash(.identity))
        #expect(distance <= 31)
    }

    @Test(
        arguments: [
            (1, 1, 1, 1), (320, 320, 320, 320), (321, 1, 320, 1), (1, 5000, 1, 320), (5000, 3, 320, 1),
            (100, 80, 100, 80), (641, 641, 320, 320), (319, 640, 160, 320),
        ]
    )
    func `its longer side is at most 320, and what is smaller stays as it is`(
        width: Int,
        height: Int,
        expectedWidth: Int,
        expectedHeight: Int
    ) async throws {
        for channels in [1, 3] {
            let file = try PictureEncoder.encode(
                TestPictures.picture(width: width, height: height, channels: channels),
                as: ".png"
            )
            let thumbnail = try await TestPool.run { try await $0.thumbnail(of: file) }
            #expect((thumbnail.width, thumbnail.height) == (expectedWidth, expectedHeight))
            let pixels = try Self.pixels(of: thumbnail)
            #expect((pixels.width, pixels.height) == (expectedWidth, expectedHeight))
        }
    }

    @Test func `noise, which is the largest, stays within the limit, and holds nothing of the file but pixels`()
        async throws
    {
        var random = SplitMix64(seed: 5)
        let noise = try PixelBuffer(width: 320, height: 320, channels: 3, bytes: random.bytes(320 * 320 * 3))
        var file = try PictureEncoder.encode(noise, as: ".jpg[Q=100]")
        // A comment after the first marker.
        let comment = Array("TEST secret comment".utf8)
        file.insert(contentsOf: [0xFF, 0xFE, 0, UInt8(comment.count + 2)] + comment, at: 2)
        let thumbnail = try await TestPool.run { [file] in try await $0.thumbnail(of: file) }
        #expect(thumbnail.bytes.count <= PictureThumbnail.bytesMax)
        #expect(!thumbnail.bytes.contains(comment))
        #expect(!thumbnail.bytes.contains(Array("Exif".utf8)))
    }

    @Test func `what is no picture, or a bomb, gets none, and the worker goes on`() async throws {
        let good = try PictureEncoder.encode(TestPictures.picture(width: 128, height: 96, channels: 3), as: ".png")
        try await TestPool.run { pool in
            for (file, code) in [
                (Array("TEST text".utf8), .unreadable), ([], .unreadable), (Array(good.prefix(100)), .unreadable),
                (Bombs.png(width: 60_000, height: 60_000), .tooLarge),
            ] as [([UInt8], MediaError.Code)] {
                let error = await #expect(throws: MediaError.self) { try await pool.thumbnail(of: file) }
                #expect(error?.code == code)
            }
            #expect(try await pool.thumbnail(of: good).width == 128)
            // Both kinds of wishes go through the same worker.
            let found = try await pool.fingerprints(of: good, orientations: false)
            #expect(found.picture == PictureExaminer.examine(good, orientations: false))
        }
    }

    @Test(arguments: [11, 12] as [UInt64])
    func `damaged files never stop the pool`(seed: UInt64) async throws {
        let picture = try TestPictures.picture(width: 400, height: 300, channels: 3)
        let originals = try [".jpg", ".png", ".webp", ".gif", ".tif"].map { try PictureEncoder.encode(picture, as: $0) }
        try await TestPool.run { pool in
            var random = SplitMix64(seed: seed)
            for original in originals {
                for _ in 0..<12 {
                    var damaged = original
                    for _ in 0..<Int.random(in: 1...20, using: &random) {
                        let place = Int.random(in: 12..<damaged.count, using: &random)
                        damaged[place] = UInt8.random(in: 0...255, using: &random)
                    }
                    do {
                        let thumbnail = try await pool.thumbnail(of: damaged)
                        #expect(max(thumbnail.width, thumbnail.height) <= PictureThumbnail.sideMax, "seed \(seed)")
                    } catch let error as MediaError {
                        #expect([.unreadable, .unsupported, .tooLarge].contains(error.code), "seed \(seed)")
                    }
                }
            }
            #expect(try await pool.thumbnail(of: originals[0]).height == 240)
        }
    }
}

extension [UInt8] {
    fileprivate func contains(_ part: [UInt8]) -> Bool { firstRange(of: part) != nil }
}
