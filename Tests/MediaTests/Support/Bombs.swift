/// Small files whose headers claim huge pictures.
enum Bombs {
    static func png(width: UInt32, height: UInt32) -> [UInt8] {
        let header = big(width) + big(height) + [8, 2, 0, 0, 0]
        return PNGFile.signature + PNGFile.chunk("IHDR", header)
            + PNGFile.chunk("IDAT", [0x78, 0x9C, 0x63, 0, 0, 0, 1, 0, 1]) + PNGFile.chunk("IEND", [])
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

    private static func big(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }

    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}
