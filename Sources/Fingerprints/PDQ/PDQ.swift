/// PDQ, the perceptual hash for still pictures that most shared lists hold, at the picture's full resolution.
///
/// Pictures that look alike get hashes at a small distance. The algorithm is the one that Meta published in 2019 ("The
/// TMK+PDQF video-hashing algorithm and the PDQ image-hashing algorithm"). There are two variants in the field: one
/// shrinks the picture to 512 × 512 first, the other, computed here, doesn't. On the same pixels the quality is that of
/// Python's `pdqhash` always, and the bits are wherever the quality is at least `minimumQuality`; below, what differs is
/// the rounding of a signal that is hardly there.
///
/// Colour becomes luma as 0.299 R + 0.587 G + 0.114 B.
public enum PDQ {
    /// The quality below which no fingerprint is given.
    public static let minimumQuality = 50
    /// The shortest side that can be hashed, in pixels; a smaller picture has quality 0.
    public static let sideMin = 5

    /// Computes the frequencies and the quality of a picture.
    ///
    /// - Parameter pixels: The picture.
    /// - Returns: What every hash of it follows from.
    /// - Complexity: O(*n*) time for *n* pixels; memory for about one 128th of its rows.
    public static func spectrum(of pixels: PixelBuffer) -> PDQSpectrum {
        guard pixels.width >= sideMin, pixels.height >= sideMin else {
            let count = CosineTransform.frequencies * CosineTransform.frequencies
            return PDQSpectrum(quality: 0, coefficients: [Float](repeating: 0, count: count))
        }
        let thumbnail = PDQThumbnail(of: pixels)
        return PDQSpectrum(
            quality: thumbnail.quality,
            coefficients: CosineTransform.coefficients(of: thumbnail),
            coefficientsForTurning: PDQThumbnail.isItself(pixels)
                ? CosineTransform.coefficients(of: PDQThumbnail(of: pixels, filteringAlways: true)) : nil
        )
    }

    /// Computes a picture's hash whatever its quality.
    ///
    /// - Parameter pixels: The picture.
    /// - Returns: The hash and the quality.
    public static func hash(of pixels: PixelBuffer) -> PDQResult {
        let spectrum = spectrum(of: pixels)
        return PDQResult(hash: spectrum.hash(), quality: spectrum.quality)
    }

    /// Computes a picture's fingerprint, or says why it gets none.
    ///
    /// - Parameter pixels: The picture.
    /// - Returns: The fingerprint with its quality, or the reason.
    public static func fingerprint(of pixels: PixelBuffer) -> PDQOutcome {
        PDQOutcome(spectrum(of: pixels), width: pixels.width, height: pixels.height)
    }
}
