import Fingerprints

/// Synthetic pictures, all marked TEST in big letters over a pattern that gives them a quality of 100.
enum TestPictures {
    /// Letters five wide and seven high, a bit a dot.
    private static let letters: [[UInt8]] = [
        [31, 4, 4, 4, 4, 4, 4],  // T
        [31, 16, 16, 30, 16, 16, 31],  // E
        [15, 16, 16, 14, 1, 1, 30],  // S
        [31, 4, 4, 4, 4, 4, 4],  // T
    ]

    /// A picture in which each pixel depends on where it is, so that rows or channels that change places are noticed.
    static func picture(width: Int, height: Int, channels: Int) throws -> PixelBuffer {
        let dot = max(1, width / 32)
        var bytes = [UInt8](repeating: 0, count: width * height * channels)
        for row in 0..<height {
            for column in 0..<width {
                let isLetter = letterDot(column / dot - 4, row / dot - 4)
                for channel in 0..<channels {
                    let wave = (column / (3 + channel) + row / 5 * (channel + 1)) * 37 % 200
                    bytes[(row * width + column) * channels + channel] = isLetter ? 255 : UInt8(wave)
                }
            }
        }
        return try PixelBuffer(width: width, height: height, channels: channels, bytes: bytes)
    }

    private static func letterDot(_ x: Int, _ y: Int) -> Bool {
        guard (0..<24).contains(x), (0..<7).contains(y), x % 6 < 5 else { return false }
        return letters[x / 6][y] >> (4 - x % 6) & 1 == 1
    }
}
