import Fingerprints

/// What makes fingerprints of files.
///
/// Files go in, fingerprints come out; pixels never do.
package protocol MediaFingerprinting: Sendable {
    /// Fingerprints one file.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - allOrientations: whether the PDQ hashes of all eight rotations and flips are wanted.
    /// - Returns: its digests, and for pictures the PDQ hash or the reason why there is none.
    /// - Throws: `MediaRefusal` where there are not even digests.
    func fingerprints(of bytes: [UInt8], allOrientations: Bool) async throws(MediaRefusal) -> MediaFingerprintReport
}

/// What is known of a file after looking at its bytes.
package struct MediaFingerprintReport: Sendable {
    /// SHA-256 and MD5 of the bytes.
    package let digests: [Fingerprint]
    /// The picture's hash and its quality from 0 to 100, where there is one.
    package let pdq: (value: Hash256, quality: Int)?
    /// The hashes of the other seven orientations in the order of `DihedralTransform`, where they were asked for.
    package let orientations: [TurnedHash]
    /// Why there is no PDQ hash although nothing failed, in a stable word, as `low-quality` or `not-an-image`.
    package let reason: String?
    /// The quality that was too low, where that is the reason.
    package let quality: Int?
    /// Why a file that starts like a picture could not be decoded; its digests stand.
    package let failure: MediaRefusal?

    package init(
        digests: [Fingerprint],
        pdq: (value: Hash256, quality: Int)? = nil,
        orientations: [TurnedHash] = [],
        reason: String? = nil,
        quality: Int? = nil,
        failure: MediaRefusal? = nil
    ) {
        self.digests = digests
        self.pdq = pdq
        self.orientations = orientations
        self.reason = reason
        self.quality = quality
        self.failure = failure
    }
}
