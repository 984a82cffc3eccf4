/// Small files whose headers claim huge pictures.
enum Bombs {
    static func png(width: UInt32, height: UInt32) -> [UInt8] {
        let header = big(width) + big(height) + [8, 2, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
            + chunk("IDAT", [0x78, 0x9C, 0x63, 0, 0, 0, 1, 0, 1]) + chunk("IEND", [])
    }

    static func gif(width: UInt16, height: UInt16) -> [UInt8] {
        let size = little(width) + little(height)
        return Array("GIF89a".utf8) + size + [0x80, 0, 0, 0, 0, 0, 255, 255, 255]
            + [0x2C, 0, 0, 0, 0] + size + [0, 2, 2, 0x4C, 1, 0, 0x3B]
    }

    /// One strip as large as the whole picture, or tiles of any size.
    static func tiff(width: UInt32, height: UInt32, tileSide: UInt32? = nil) -> [UInt8] {
        var entries: [(UInt16, UInt32)] = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (277, 1)]
        if let tileSide {
            entries += [(322, tileSide), (323, tileSide), (324, 200), (325, 8)]
        } else {
            entries += [(273, 200), (278, height), (279, 8)]
        }
        entries.sort { $0.0 < $1.0 }
        var file = Array("II*\0".utf8) + little(UInt32(8)) + little(UInt16(entries.count))
        for (tag, value) in entries {
            file += little(tag) + little(UInt16(4)) + little(UInt32(1)) + little(value)
        }
        file += [0, 0, 0, 0]
        return file + [UInt8](repeating: 0, count: 208 - file.count)
    }

    private static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let checked = Array(name.utf8) + body
        return big(UInt32(body.count)) + checked + big(checksum(checked))
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

    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}
