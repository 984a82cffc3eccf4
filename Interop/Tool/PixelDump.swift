import Fingerprints
import Foundation

/// A decoded picture in a file: `PSPX`, then width, height and channels as little-endian 32-bit numbers, then samples.
enum PixelDump {
    private static let magic = Array("PSPX".utf8)
    private static let headerBytes = 16

    static func read(_ path: String) throws -> PixelBuffer {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        guard bytes.count >= headerBytes, Array(bytes.prefix(4)) == magic else {
            throw ToolError(message: "\(path) is not a pixel dump")
        }
        let numbers = (1..<4).map { index in
            bytes[4 * index..<4 * index + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        return try PixelBuffer(
            width: numbers[0],
            height: numbers[1],
            channels: numbers[2],
            bytes: Array(bytes[headerBytes...])
        )
    }

    static func write(_ pixels: PixelBuffer, to path: String) throws {
        var bytes = magic
        for number in [pixels.width, pixels.height, pixels.channels] {
            for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        try Data(bytes + pixels.bytes).write(to: URL(fileURLWithPath: path))
    }
}
