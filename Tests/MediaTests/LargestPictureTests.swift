import Fingerprints
import Media
import Testing

@Suite struct LargestPictureTests {
    /// Cells of 250 pixels, each of its own grey.
    private func picture(width: Int, height: Int) throws -> PixelBuffer {
        var bytes = [UInt8](repeating: 0, count: width * height * 3)
        for row in 0..<height {
            for cell in 0..<width / 250 {
                let grey = UInt8((row / 250 * 40 + cell) * 167 % 251)
                for at in 0..<750 { bytes[(row * width + cell * 250) * 3 + at] = grey }
            }
        }
        return try PixelBuffer(width: width, height: height, channels: 3, bytes: bytes)
    }

    @Test func `a PNG of 100 megapixels is fingerprinted within the limits`() async throws {
        let picture = try picture(width: 10_000, height: 10_000)
        let expected = PDQ.hash(of: picture)
        let file = try PictureEncoder.encode(picture, as: ".png[compression=1]")
        let found = try await TestPool.run { try await $0.fingerprints(of: file, orientations: false) }
        guard case .decoded(let decoded) = found.picture else {
            Issue.record("\(found.picture)")
            return
        }
        #expect((decoded.width, decoded.height, decoded.quality) == (10_000, 10_000, expected.quality))
        #expect(decoded.pdq == .success(expected.hash))
    }

    /// libvips holds large pictures of these formats whole, in a temporary file unless it's told not to.
    @Test(arguments: [
        ".webp[Q=50,effort=0]", ".png[compression=1,interlace]", ".gif[effort=1]", ".tif[tile,compression=deflate]",
    ])
    func `a picture of 36 megapixels that is decoded whole needs no temporary file`(options: String) async throws {
        let file = try PictureEncoder.encode(picture(width: 6000, height: 6000), as: options)
        let found = try await TestPool.run { try await $0.fingerprints(of: file, orientations: false) }
        guard case .decoded(let decoded) = found.picture else {
            Issue.record("\(found.picture)")
            return
        }
        #expect((decoded.width, decoded.height) == (6000, 6000))
    }
}
