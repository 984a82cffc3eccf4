/// A small picture made of a file, as JPEG.
package struct PictureThumbnail: Hashable, Sendable {
    /// The longest side, in pixels.
    package static let sideMax = 320
    /// The longest file, in bytes: more than any picture of that size takes.
    package static let bytesMax = 400_000

    /// The file: pixels and what JPEG needs to show them, and nothing of the file that it was made of.
    package let bytes: [UInt8]
    package let width: Int
    package let height: Int

    /// Takes a picture; `nil` where it is too large, or does not begin as JPEG does.
    init?(bytes: [UInt8], width: Int, height: Int) {
        guard (1...Self.sideMax).contains(width), (1...Self.sideMax).contains(height), bytes.count <= Self.bytesMax,
            bytes.starts(with: [0xFF, 0xD8, 0xFF])
        else { return nil }
        self.bytes = bytes
        self.width = width
        self.height = height
    }
}

/// What a worker made of a file.
enum MediaAnswer: Sendable {
    case fingerprints(MediaFingerprints)
    case thumbnail(PictureThumbnail)
}
