package import Fingerprints

/// What a decoded picture can be recognised by, and its size.
package struct PictureFingerprints: Hashable, Sendable {
    /// What the file really is.
    package let format: MediaFormat
    /// Columns of the decoded picture.
    package let width: Int
    /// Rows of the decoded picture.
    package let height: Int
    /// PDQ's quality, 0...100.
    package let quality: Int
    /// The PDQ hash, or the reason why there is none.
    package let pdq: Result<Hash256, Refusal>
    /// The PDQ hashes of the picture turned and mirrored, without `identity`; empty unless asked for or without `pdq`.
    package let orientations: [DihedralTransform: Hash256]

    /// Why a decoded picture has no PDQ hash.
    package struct Refusal: Error, Hashable, Sendable {
        /// The reason as programs read it.
        package let code: PDQRefusal.Code

        package init(code: PDQRefusal.Code) {
            self.code = code
        }
    }

    package init(
        format: MediaFormat,
        width: Int,
        height: Int,
        quality: Int,
        pdq: Result<Hash256, Refusal>,
        orientations: [DihedralTransform: Hash256]
    ) {
        self.format = format
        self.width = width
        self.height = height
        self.quality = quality
        self.pdq = pdq
        self.orientations = orientations
    }
}
