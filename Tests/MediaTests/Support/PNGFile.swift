/// The parts that a PNG file is made of.
enum PNGFile {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// A picture of 8-bit samples.
    ///
    /// - Parameters:
    ///   - width: Columns.
    ///   - rows: The samples, row after row.
    ///   - colourType: 0 grey, 2 colour, 3 palette.
    ///   - chunks: What stands before the samples.
    /// - Returns: The file.
    static func picture(width: Int, rows: [[UInt8]], colourType: UInt8, chunks: [(String, [UInt8])]) -> [UInt8] {
        let header = big(UInt32(width)) + big(UInt32(rows.count)) + [8, colourType, 0, 0, 0]
        var file = signature + chunk("IHDR", header)
        for (name, body) in chunks { file += chunk(name, body) }
        // Before each row stands the filter it went through: none.
        let samples: [UInt8] = rows.flatMap { row -> [UInt8] in [0] + row }
        return file + chunk("IDAT", stored(samples)) + chunk("IEND", [])
    }

    static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let checked = Array(name.utf8) + body
        return big(UInt32(body.count)) + checked + big(checksum(checked))
    }

    /// Up to 65,535 bytes in zlib's form, without compression.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        let count = UInt16(bytes.count)
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        let lengths = [count, ~count].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        return [0x78, 0x01, 1] + lengths + bytes + big(high << 16 | low)
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }

    private static func big(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }
}
