/// The formats of still pictures that Perisai decodes, told apart by their first bytes and by nothing else.
///
/// Neither a file's name nor the type its sender declares is ever asked: both can say anything.
package enum MediaFormat: String, Sendable, CaseIterable {
    case jpeg
    case png
    case webp
    case gif
    case tiff
    case avif
    case heif

    /// Looks at the first bytes of a file.
    ///
    /// Gives nothing when it's none of these formats.
    ///
    /// - Parameter bytes: The file; a few dozen bytes suffice.
    package init?(startOf bytes: some Collection<UInt8>) {
        let start = Array(bytes.prefix(Self.startBytes))
        if start.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if start.starts(with: "RIFF".utf8), start.dropFirst(8).starts(with: "WEBP".utf8) {
            self = .webp
        } else if start.starts(with: "GIF87a".utf8) || start.starts(with: "GIF89a".utf8) {
            self = .gif
        } else if Self.tiffMarks.contains(where: { start.starts(with: $0) }) {
            self = .tiff
        } else if start.dropFirst(4).starts(with: "ftyp".utf8) {
            self.init(brandsIn: start)
        } else {
            return nil
        }
    }

    /// Enough for the longest mark and a dozen brands.
    private static let startBytes = 64

    /// Both byte orders, each for the common and for the 64-bit kind.
    private static let tiffMarks: [[UInt8]] = [
        [0x49, 0x49, 0x2A, 0x00], [0x4D, 0x4D, 0x00, 0x2A], [0x49, 0x49, 0x2B, 0x00], [0x4D, 0x4D, 0x00, 0x2B],
    ]

    /// The box that starts AVIF and HEIF files also starts films; its brands say which it is.
    private init?(brandsIn start: [UInt8]) {
        let length = start[..<4].reduce(0) { $0 << 8 | Int($1) }
        let brands = stride(from: 8, through: min(length, start.count) - 4, by: 4)
            .filter { $0 != 12 }
            .map { String(decoding: start[$0..<$0 + 4], as: UTF8.self) }
        if brands.contains(where: ["avif", "avis"].contains) {
            self = .avif
        } else if brands.contains(where: ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"].contains) {
            self = .heif
        } else {
            return nil
        }
    }
}
