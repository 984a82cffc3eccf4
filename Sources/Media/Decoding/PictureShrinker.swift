internal import CVips
internal import Fingerprints

/// Makes small pictures of pixels, in the process it's called in.
enum PictureShrinker {
    /// Low: enough to see what it is about.
    private static let encoding = ".jpg[Q=60,strip]"

    /// Makes a picture whose longer side is at most `PictureThumbnail.sideMax`; smaller ones keep their size.
    ///
    /// - Throws: `unsupported` when libvips can't write it.
    static func thumbnail(of pixels: PixelBuffer) throws(MediaError) -> PictureThumbnail {
        let scale = min(1, Double(PictureThumbnail.sideMax) / Double(max(pixels.width, pixels.height)))
        func side(_ length: Int) -> Double { max(1, (Double(length) * scale).rounded()) }
        let (width, height) = (side(pixels.width), side(pixels.height))
        let bytes = try PictureEncoder.encode(
            pixels,
            across: width / Double(pixels.width),
            down: height / Double(pixels.height),
            as: encoding
        )
        guard let thumbnail = PictureThumbnail(bytes: bytes, width: Int(width), height: Int(height)) else {
            throw MediaError(.unsupported)
        }
        return thumbnail
    }
}
