internal import Fingerprints

/// Decodes and fingerprints one file in the process it's called in.
package enum PictureExaminer {
    /// Looks at a file as a picture.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - orientations: Whether the hashes of the turned and mirrored picture are wanted too.
    ///   - limits: The most pixels it may have.
    /// - Returns: The picture's fingerprints, or why there are none.
    package static func examine(
        _ bytes: [UInt8],
        orientations: Bool,
        limits: MediaLimits = .standard
    ) -> PictureOutcome {
        guard let format = MediaFormat(startOf: bytes) else { return .notAnImage }
        do throws(MediaError) {
            let pixels = try MediaDecoder.decode(bytes, as: format, limits: limits)
            return .decoded(fingerprints(of: pixels, format: format, orientations: orientations))
        } catch {
            return .failed(error)
        }
    }

    private static func fingerprints(
        of pixels: PixelBuffer,
        format: MediaFormat,
        orientations: Bool
    ) -> PictureFingerprints {
        let spectrum = PDQ.spectrum(of: pixels)
        var pdq: Result<Hash256, PictureFingerprints.Refusal>
        var turned: [DihedralTransform: Hash256] = [:]
        switch PDQOutcome(spectrum, width: pixels.width, height: pixels.height) {
        case .fingerprint(let hash, quality: _):
            pdq = .success(hash)
            if orientations {
                for transform in DihedralTransform.allCases where transform != .identity {
                    turned[transform] = spectrum.hash(transform)
                }
            }
        case .none(let refusal):
            pdq = .failure(PictureFingerprints.Refusal(code: refusal.code))
        }
        return PictureFingerprints(
            format: format,
            width: pixels.width,
            height: pixels.height,
            quality: spectrum.quality,
            pdq: pdq,
            orientations: turned
        )
    }
}
