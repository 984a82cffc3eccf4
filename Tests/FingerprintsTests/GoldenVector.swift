import Fingerprints
import Testing

/// What another implementation computed for a picture; below quality 50 only the quality is comparable.
struct GoldenVector: Sendable, CustomTestStringConvertible {
    let picture: SyntheticPicture
    let quality: Int
    let hashes: [DihedralTransform: String]

    var testDescription: String {
        "\(picture.width) x \(picture.height) x \(picture.channels), seed \(picture.seed)"
    }
}
