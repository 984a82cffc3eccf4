import CVips
import Fingerprints
import Media
import Testing

/// A picture isn't turned as its EXIF tag says: lists in the field were made that way.
@Suite struct UnturnedTests {
    private let picture = Result { try TestPictures.picture(width: 64, height: 48, channels: 3) }

    private func decode(_ file: [UInt8]) throws -> PixelBuffer {
        try MediaDecoder.decode(file, as: try #require(MediaFormat(startOf: file)))
    }

    /// A file that says: turn by a quarter.
    private func file(_ options: String) throws -> [UInt8] {
        try #require(
            RawImage.encode(
                picture.get().bytes,
                width: 64,
                height: 48,
                bands: 3,
                sampleFormat: VIPS_FORMAT_UCHAR,
                meaning: VIPS_INTERPRETATION_sRGB,
                as: options,
                fields: ["orientation": 6]
            )
        )
    }

    @Test func `JPEG`() throws {
        var file = try PictureEncoder.encode(picture.get(), as: ".jpg[Q=95]")
        let plain = try decode(file)
        // A minimal EXIF segment.
        let exif: [UInt8] =
            [0xFF, 0xE1, 0x00, 0x22] + Array("Exif\0\0MM\0*".utf8)
            + [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]
        file.insert(contentsOf: exif, at: 2)
        #expect(try decode(file) == plain)
    }

    @Test func `TIFF`() throws {
        let file = try file(".tif")
        #expect(file.withUnsafeBytes { said(by: perisai_vips_load_tiff($0.baseAddress, $0.count)) } == 6)
        #expect(try decode(file) == picture.get())
    }

    @Test func `WebP`() throws {
        let file = try file(".webp[lossless]")
        #expect(file.withUnsafeBytes { said(by: perisai_vips_load_webp($0.baseAddress, $0.count)) } == 6)
        #expect(try decode(file) == picture.get())
    }

    @Test(arguments: [".heic[lossless]", ".avif[lossless,effort=0]"])
    func `HEIF and AVIF, whose own turns are another matter`(options: String) throws {
        let file = try file(options)
        let plain = try decode(PictureEncoder.encode(picture.get(), as: options))
        #expect((plain.width, plain.height) == (64, 48))
        // The tag stands in the file, in either byte order.
        let tags: [[UInt8]] = [[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6], [0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0]]
        #expect(tags.contains { tag in file.indices.contains { file[$0...].starts(with: tag) } })
        #expect(try decode(file) == plain)
    }

    private func said(by image: UnsafeMutablePointer<VipsImage>?) -> Int32? {
        guard let image else { return nil }
        defer { perisai_vips_release(image) }
        return vips_image_get_orientation(image)
    }
}
