import CHeif
import Fingerprints
import Media
import Testing

/// Files with more than one picture in them: what a viewer shows first is what is hashed, not what lies first.
@Suite struct SeveralPicturesTests {
    private func decode(_ file: [UInt8]) throws -> PixelBuffer {
        try MediaDecoder.decode(file, as: try #require(MediaFormat(startOf: file)))
    }

    /// Three pictures of one size that no hash confuses.
    private func pages() throws -> [PixelBuffer] {
        let first = try TestPictures.picture(width: 160, height: 128, channels: 3)
        let second = Array(first.bytes.reversed())
        let third = first.bytes.map { 255 - $0 }
        return try [first.bytes, second, third].map {
            try PixelBuffer(width: 160, height: 128, channels: 3, bytes: $0)
        }
    }

    @Test(arguments: [".tif", ".tif[compression=deflate]", ".tif[bigtiff]", ".webp[lossless]"])
    func `the first frame or page is what comes out, to the bit`(options: String) throws {
        let pages = try pages()
        let file = try #require(RawImage.encode(pages: pages, as: options))
        #expect(file.count > (try PictureEncoder.encode(pages[0], as: options)).count * 3 / 2)
        #expect(try decode(file) == pages[0])
        let turned = try #require(RawImage.encode(pages: pages.reversed(), as: options))
        #expect(try decode(turned) == pages[2])
    }

    @Test(arguments: [".gif", ".webp[Q=95]", ".avif[Q=90,effort=0]", ".heic[Q=90]"])
    func `the first frame is what comes out of formats that lose something`(options: String) throws {
        let pages = try pages()
        let file = try #require(RawImage.encode(pages: pages, as: options))
        let decoded = try decode(file)
        #expect((decoded.width, decoded.height) == (160, 128))
        let hash = PDQ.hash(of: decoded).hash
        #expect(hash.distance(to: PDQ.hash(of: pages[0]).hash) <= 16)
        #expect(hash.distance(to: PDQ.hash(of: pages[1]).hash) > 60)
        #expect(hash.distance(to: PDQ.hash(of: pages[2]).hash) > 60)
    }

    @Test(arguments: [heif_compression_HEVC, heif_compression_AV1], [0, 1, 2])
    func `of HEIF and AVIF the primary picture comes out, wherever it lies`(
        compression: heif_compression_format,
        primary: Int
    ) throws {
        let pages = try pages()
        let small = try TestPictures.picture(width: 96, height: 64, channels: 3)
        var pictures = [small, small]
        pictures.insert(pages[1], at: primary)
        let file = try HEIFFile.encode(pictures, primary: primary, compression: compression)
        #expect(MediaFormat(startOf: file) == (compression == heif_compression_AV1 ? .avif : .heif))
        let decoded = try decode(file)
        #expect((decoded.width, decoded.height) == (160, 128))
        #expect(PDQ.hash(of: decoded).hash.distance(to: PDQ.hash(of: pages[1]).hash) <= 16)
    }

    @Test func `a confined worker takes the primary picture too`() async throws {
        let pages = try pages()
        let file = try HEIFFile.encode([pages[0], pages[1]], primary: 1, compression: heif_compression_HEVC)
        let found = try await TestPool.run { try await $0.fingerprints(of: file, orientations: false) }
        #expect(found.picture == PictureExaminer.examine(file, orientations: false))
        guard case .decoded(let picture) = found.picture, case .success(let hash) = picture.pdq else {
            Issue.record("\(found.picture)")
            return
        }
        #expect(hash.distance(to: PDQ.hash(of: pages[1]).hash) <= 16)
    }

    /// Browsers show the animation, which this file hides behind another picture; the field's tools see what we see.
    @Test func `of an animated PNG the picture in its IDAT comes out`() throws {
        let rows: [[UInt8]] = [[10, 20], [30, 40]]
        let animated = PNGFile.picture(
            width: 2,
            rows: rows,
            colourType: 0,
            chunks: [("acTL", [0, 0, 0, 1, 0, 0, 0, 0])]
        )
        #expect(try decode(animated).bytes == [10, 20, 30, 40])
    }
}
