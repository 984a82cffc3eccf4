import CVips
import Fingerprints
import Media
import Testing

/// Transparency is dropped and never blended, also where it is a colour of the palette.
@Suite struct TransparencyTests {
    private func decode(_ file: [UInt8]) throws -> PixelBuffer {
        try MediaDecoder.decode(file, as: try #require(MediaFormat(startOf: file)))
    }

    @Test func `a PNG keeps the colours of a palette that is transparent in part`() throws {
        let palette: [[UInt8]] = [[200, 10, 20], [30, 210, 40], [50, 60, 220], [7, 8, 9]]
        let file = PNGFile.picture(
            width: 4,
            rows: [[0, 1, 2, 3], [3, 2, 1, 0]],
            colourType: 3,
            chunks: [("PLTE", palette.flatMap(\.self)), ("tRNS", [0, 128, 255])]
        )
        let decoded = try decode(file)
        #expect(decoded.channels == 3)
        #expect(decoded.bytes == [0, 1, 2, 3, 3, 2, 1, 0].flatMap { palette[$0] })
    }

    @Test func `a PNG keeps the colour that it names as transparent`() throws {
        let rows: [[UInt8]] = [[200, 10, 20, 1, 2, 3], [4, 5, 6, 200, 10, 20]]
        let colour = PNGFile.picture(width: 2, rows: rows, colourType: 2, chunks: [("tRNS", [0, 200, 0, 10, 0, 20])])
        let decoded = try decode(colour)
        #expect(decoded.channels == 3)
        #expect(decoded.bytes == rows.flatMap(\.self))
    }

    @Test func `a PNG keeps the grey that it names as transparent`() throws {
        let rows: [[UInt8]] = [[200, 10], [30, 200]]
        let grey = PNGFile.picture(width: 2, rows: rows, colourType: 0, chunks: [("tRNS", [0, 200])])
        let decoded = try decode(grey)
        let wanted = rows.flatMap(\.self)
        #expect(decoded.bytes == (decoded.channels == 1 ? wanted : wanted.flatMap { [$0, $0, $0] }))
    }

    @Test func `transparent pixels of a GIF are black and the others keep their colour`() throws {
        var samples: [UInt8] = []
        for pixel in 0..<16 { samples += pixel % 3 == 0 ? [250, 250, 250, 0] : [255, 0, 0, 255] }
        let file = try #require(
            RawImage.encode(
                samples,
                width: 4,
                height: 4,
                bands: 4,
                sampleFormat: VIPS_FORMAT_UCHAR,
                meaning: VIPS_INTERPRETATION_sRGB,
                as: ".gif"
            )
        )
        let decoded = try decode(file)
        #expect(decoded.channels == 3)
        #expect(decoded.bytes == (0..<16).flatMap { $0 % 3 == 0 ? [0, 0, 0] : [255, 0, 0] })
    }
}
