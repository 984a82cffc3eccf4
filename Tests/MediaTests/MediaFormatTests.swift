import Fingerprints
import Media
import Testing

@Suite struct MediaFormatTests {
    @Test(
        arguments: [
            ("", nil), ("TEST, not an image", nil), ("%PDF-1.7", nil), ("GIF88a", nil),
            ("RIFF\u{1}\u{2}\u{3}\u{4}WAVE", nil),
            ("<svg xmlns='http://www.w3.org/2000/svg'/>", nil), ("\0\0\0\u{18}ftypisom\0\0\0\0mp42avc1", nil),
            ("\0\0\0\u{14}ftypqt  \0\0\0\0qt  ", nil), ("\0\0\0\0ftypavif", nil), ("\0\0\0\u{8}ftyp", nil),
            ("GIF89a", .gif), ("GIF87a", .gif), ("RIFF\u{1}\u{2}\u{3}\u{4}WEBP", .webp), ("II*\0", .tiff),
            ("MM\0*", .tiff), ("II+\0", .tiff), ("\0\0\0\u{18}ftypmif1\0\0\0\0avifmif1", .avif),
            ("\0\0\0\u{10}ftypheic\0\0\0\0", .heif), ("\0\0\0\u{18}ftypmif1\0\0\0\0mif1heic", .heif),
        ] as [(String, MediaFormat?)]
    )
    func `the first bytes alone say what a file is`(start: String, format: MediaFormat?) {
        #expect(MediaFormat(startOf: Array(start.utf8)) == format)
    }

    @Test(arguments: [".jpg", ".png", ".webp", ".gif", ".tif", ".heic", ".avif"])
    func `every format is recognised as what it was written as`(ending: String) throws {
        let expected: [String: MediaFormat] = [
            ".jpg": .jpeg, ".png": .png, ".webp": .webp, ".gif": .gif, ".tif": .tiff, ".heic": .heif, ".avif": .avif,
        ]
        let file = try PictureEncoder.encode(TestPictures.picture(width: 64, height: 64, channels: 3), as: ending)
        #expect(MediaFormat(startOf: file) == expected[ending])
    }
}
