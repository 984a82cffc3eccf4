import CVips
import Fingerprints
import Media
import SeededRandomness
import Testing

/// The decoder in this process.
///
/// That it works the same when confined is what `MediaWorkerPoolTests` shows.
@Suite struct MediaDecoderTests {
    private static let sizes = [(1, 1), (5, 3), (64, 64), (301, 199)]

    private func decode(_ file: [UInt8], limits: MediaLimits = .standard) throws -> PixelBuffer {
        try MediaDecoder.decode(file, as: try #require(MediaFormat(startOf: file)), limits: limits)
    }

    @Test(arguments: [
        ".png", ".png[interlace]", ".tif", ".tif[tile,tile-width=64,tile-height=64]", ".tif[compression=deflate]",
        ".tif[bigtiff]", ".webp[lossless]",
    ])
    func `lossless formats give back every pixel`(options: String) throws {
        for (width, height) in Self.sizes {
            for channels in [1, 3] where channels == 3 || !options.hasPrefix(".webp") {
                let picture = try TestPictures.picture(width: width, height: height, channels: channels)
                let decoded = try decode(PictureEncoder.encode(picture, as: options))
                #expect(decoded == picture, "\(width) x \(height), \(channels) channels")
            }
        }
    }

    @Test(arguments: [
        ".jpg[Q=95]", ".jpg[Q=95,interlace]", ".webp[Q=95]", ".avif[Q=90,effort=0]", ".heic[Q=90]", ".gif",
    ])
    func `lossy formats give pictures with nearly the same PDQ`(options: String) throws {
        let picture = try TestPictures.picture(width: 320, height: 256, channels: 3)
        let decoded = try decode(PictureEncoder.encode(picture, as: options))
        #expect((decoded.width, decoded.height, decoded.channels) == (320, 256, 3))
        let (before, after) = (PDQ.hash(of: picture), PDQ.hash(of: decoded))
        #expect(before.quality == 100 && after.quality == 100)
        #expect(before.hash.distance(to: after.hash) <= 16)
    }

    @Test func `sixteen bits lose their lower byte`() throws {
        let samples = (0..<(40 * 30 * 3)).map { UInt16(truncatingIfNeeded: $0 &* 40503) }
        for options in [".png", ".tif"] {
            let file = try #require(
                RawImage.encode(
                    samples,
                    width: 40,
                    height: 30,
                    bands: 3,
                    sampleFormat: VIPS_FORMAT_USHORT,
                    meaning: VIPS_INTERPRETATION_RGB16,
                    as: options
                )
            )
            #expect(try decode(file).bytes == samples.map { UInt8($0 >> 8) }, "\(options)")
        }
    }

    @Test(arguments: [".png", ".tif", ".webp[lossless]"])
    func `alpha is dropped, not blended`(options: String) throws {
        var random = SplitMix64(seed: 7)
        for bands in options.hasPrefix(".webp") ? [4] : [2, 4] {
            // Never quite transparent: a WebP writer may change the colour of pixels that nobody sees.
            var samples = random.bytes(40 * 30 * bands)
            for pixel in 0..<40 * 30 { samples[pixel * bands + bands - 1] |= 1 }
            let file = try #require(
                RawImage.encode(
                    samples,
                    width: 40,
                    height: 30,
                    bands: bands,
                    sampleFormat: VIPS_FORMAT_UCHAR,
                    meaning: bands == 2 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB,
                    as: options
                )
            )
            let colour = samples.indices.filter { $0 % bands != bands - 1 }.map { samples[$0] }
            let decoded = try decode(file)
            #expect(decoded.channels == bands - 1)
            #expect(decoded.bytes == colour, "\(bands) bands")
        }
    }

    @Test func `few bits and palettes become eight bits`() throws {
        let steps: [UInt8] = [0, 255, 255, 0, 255, 0, 0, 255]
        let picture = try PixelBuffer(width: 4, height: 2, channels: 1, bytes: steps)
        for options in [".png[bitdepth=1]", ".tif[bitdepth=1]"] {
            #expect(try decode(PictureEncoder.encode(picture, as: options)) == picture, "\(options)")
        }
        let colours = try PixelBuffer(
            width: 2,
            height: 2,
            channels: 3,
            bytes: [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]
        )
        for options in [".png[palette]", ".gif"] {
            #expect(try decode(PictureEncoder.encode(colours, as: options)) == colours, "\(options)")
        }
    }

    @Test func `CMYK becomes the colours it prints as`() throws {
        // No ink, all cyan, all magenta, all yellow, all black, in blocks that survive JPEG.
        let inks: [[UInt8]] = [[0, 0, 0, 0], [255, 0, 0, 0], [0, 255, 0, 0], [0, 0, 255, 0], [0, 0, 0, 255]]
        var samples: [UInt8] = []
        for _ in 0..<16 { for ink in inks { for _ in 0..<16 { samples += ink } } }
        for options in [".tif", ".jpg[Q=100]"] {
            let file = try #require(
                RawImage.encode(
                    samples,
                    width: 80,
                    height: 16,
                    bands: 4,
                    sampleFormat: VIPS_FORMAT_UCHAR,
                    meaning: VIPS_INTERPRETATION_CMYK,
                    as: options
                )
            )
            let decoded = try decode(file)
            #expect(decoded.channels == 3)
            let seen = (0..<5).map { block in
                (0..<3).map { Int(decoded.bytes[(8 * 80 + block * 16 + 8) * 3 + $0]) }
            }
            let isLikely =
                seen[0].allSatisfy { $0 > 240 } && seen[1][0] < 100 && seen[1][2] > 150 && seen[2][1] < 100
                && seen[3][2] < 100 && seen[3][0] > 200 && seen[4].allSatisfy { $0 < 80 }
            #expect(isLikely, "\(options): \(seen)")
        }
    }

    @Test(arguments: [(VIPS_FORMAT_FLOAT, VIPS_INTERPRETATION_scRGB), (VIPS_FORMAT_FLOAT, VIPS_INTERPRETATION_LAB)])
    func `what has no agreed meaning as 8-bit colour is refused`(
        format: VipsBandFormat,
        meaning: VipsInterpretation
    ) throws {
        let samples = (0..<(8 * 8 * 3)).map { Float($0) / 200 }
        let file = try #require(
            RawImage.encode(
                samples,
                width: 8,
                height: 8,
                bands: 3,
                sampleFormat: format,
                meaning: meaning,
                as: ".tif"
            )
        )
        #expect(throws: MediaError(.unsupported)) { try decode(file) }
    }

    @Test(arguments: [".jpg", ".png", ".webp", ".webp[lossless]", ".gif", ".tif", ".avif[effort=0]", ".heic"])
    func `a file cut off anywhere is unreadable or whole, never anything else`(options: String) throws {
        let picture = try TestPictures.picture(width: 96, height: 80, channels: 3)
        let file = try PictureEncoder.encode(picture, as: options)
        let whole = try decode(file)
        for tenth in 1...9 {
            let cut = Array(file.prefix(file.count * tenth / 10))
            let outcome = PictureExaminer.examine(cut, orientations: false)
            if case .failed(let error) = outcome {
                #expect(error.code == .unreadable, "\(tenth) tenths")
            } else {
                // What was cut off belonged to no pixel.
                #expect(try decode(cut) == whole, "\(tenth) tenths")
            }
        }
    }

    @Test func `more pixels than allowed are refused by the header`() throws {
        var limits = MediaLimits()
        limits.pixelsMax = 64 * 48 - 1
        for ending in [".jpg", ".png", ".webp", ".gif", ".tif", ".avif", ".heic"] {
            let file = try PictureEncoder.encode(TestPictures.picture(width: 64, height: 48, channels: 3), as: ending)
            #expect(throws: MediaError(.tooLarge), "\(ending)") { try decode(file, limits: limits) }
        }
    }
}
