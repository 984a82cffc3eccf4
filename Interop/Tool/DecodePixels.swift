import Fingerprints
import Foundation
import Media

/// Decodes a file with Perisai's own decoder, in this process: the tool only meets files that its tests made.
func decodePixels(path: String) throws -> PixelBuffer {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    guard let format = MediaFormat(startOf: bytes) else {
        throw ToolError(message: "\(path) is in none of the formats that Perisai decodes")
    }
    return try MediaDecoder.decode(bytes, as: format)
}
