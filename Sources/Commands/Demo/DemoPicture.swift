import Fingerprints

/// A synthetic picture that says TEST: no photograph, and nothing that anyone could mistake for one.
struct DemoPicture {
    /// Letters of five by seven points, one row a number.
    private static let letters: [[UInt8]] = [
        [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100],
        [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111],
        [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110],
        [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100],
    ]
    private static let width = 640
    private static let height = 480
    private static let letterPoint = 14

    private struct Blob {
        let x: Int
        let y: Int
        let radius: Int
        let colour: [Int]
    }

    /// Draws a picture: coloured discs on a slope of light, and the word on top.
    ///
    /// The same seed gives the same picture.
    static func draw(seed: UInt64) throws -> PixelBuffer {
        var random = SplitMix64(state: seed)
        let blobs = (0..<40).map { _ in
            Blob(
                x: random.number(below: width),
                y: random.number(below: height),
                radius: 15 + random.number(below: 90),
                colour: (0..<3).map { _ in random.number(below: 256) }
            )
        }
        var bytes = [UInt8](repeating: 0, count: width * height * 3)
        for y in 0..<height {
            for x in 0..<width {
                var colour = [60 + x * 120 / width, 60 + y * 120 / height, 120]
                for blob in blobs
                where (x - blob.x) * (x - blob.x) + (y - blob.y) * (y - blob.y) < blob.radius * blob.radius {
                    colour = zip(colour, blob.colour).map { ($0 + 2 * $1) / 3 }
                }
                if isLetter(x, y) { colour = [250, 250, 250] }
                for channel in 0..<3 { bytes[(y * width + x) * 3 + channel] = UInt8(clamping: colour[channel]) }
            }
        }
        return try PixelBuffer(width: width, height: height, channels: 3, bytes: bytes)
    }

    private static func isLetter(_ x: Int, _ y: Int) -> Bool {
        let wordWidth = (letters.count * 6 - 1) * letterPoint
        let column = x - (width - wordWidth) / 2
        let row = y - (height - 7 * letterPoint) / 2
        guard column >= 0, row >= 0, row < 7 * letterPoint else { return false }
        let point = column / letterPoint
        guard point / 6 < letters.count, point % 6 < 5 else { return false }
        return letters[point / 6][row / letterPoint] >> UInt8(4 - point % 6) & 1 == 1
    }
}

/// A small seeded generator, so that a demonstration can be repeated picture for picture.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func number(below limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
