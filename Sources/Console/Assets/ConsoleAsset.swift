import CConsoleAssets
import CanonicalJSON
import Crypto

/// A file of the console that is part of the program.
package struct ConsoleAsset: Sendable {
    /// The name of the file.
    package let name: String
    package let bytes: [UInt8]
    /// The file as gzip, where that is for browsers and shorter.
    package let compressed: [UInt8]?

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        compressed = Self.mediaType(of: name) == nil ? nil : Self.compress(bytes)
    }

    /// All of them.
    package static let all: [ConsoleAsset] = (0..<cconsole_asset_count()).map { index in
        let asset = cconsole_asset_at(index)
        return ConsoleAsset(
            name: String(cString: asset.name),
            bytes: Array(UnsafeBufferPointer(start: asset.bytes, count: asset.count))
        )
    }

    /// The one with a name.
    static func named(_ name: String) -> ConsoleAsset? { all.first { $0.name == name } }

    /// Where browsers fetch it; another address for other bytes, so that it may be kept for ever.
    package var path: String {
        "/console/assets/\(Hexadecimal.encode(SHA256.hash(data: bytes).prefix(6)))/\(name)"
    }

    /// What browsers are told that it is; `nil` for files that are not for browsers.
    package var mediaType: String? { Self.mediaType(of: name) }

    private static func mediaType(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        default: nil
        }
    }

    private static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        let shorter = [UInt8](unsafeUninitializedCapacity: cconsole_compressed_max(bytes.count)) { room, count in
            count = room.baseAddress.map { cconsole_compress(bytes, bytes.count, $0, room.count) } ?? 0
        }
        return shorter.isEmpty || shorter.count >= bytes.count ? nil : shorter
    }

    /// The file as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
