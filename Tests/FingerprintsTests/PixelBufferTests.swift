import Fingerprints
import Testing

struct PixelBufferTests {
    @Test(
        arguments: [
            (0, 1, 3, 0, PixelBufferError.Code.empty), (1, 0, 1, 0, .empty), (-1, 5, 1, 5, .empty),
            (2, 2, 0, 0, .unsupportedChannels), (2, 2, 2, 8, .unsupportedChannels), (2, 2, 4, 16, .unsupportedChannels),
            (2, 2, 3, 11, .sizeMismatch), (2, 2, 3, 13, .sizeMismatch), (2, 2, 1, 12, .sizeMismatch),
            (10_001, 10_000, 1, 0, .tooLarge), (1_000_001, 1, 1, 1_000_001, .tooLarge),
            (Int.max, Int.max, 3, 1, .tooLarge),
        ]
    )
    func `sizes that don't fit are refused`(
        width: Int,
        height: Int,
        channels: Int,
        count: Int,
        code: PixelBufferError.Code
    ) {
        let error = #expect(throws: PixelBufferError.self) {
            try PixelBuffer(
                width: width,
                height: height,
                channels: channels,
                bytes: [UInt8](repeating: 0, count: count)
            )
        }
        #expect(error?.code == code)
    }

    @Test(arguments: [1, 3])
    func `samples that fit are kept as they are`(channels: Int) throws {
        let bytes = (0..<6 * channels).map(UInt8.init)
        let pixels = try PixelBuffer(width: 3, height: 2, channels: channels, bytes: bytes)
        #expect(pixels.bytes == bytes)
    }
}
