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
    /// - Throws: `MediaRefusal` where this file can't be fingerprinted.
    func fingerprints(of bytes: [UInt8], allOrientations: Bool) async throws(MediaRefusal) -> MediaFingerprintReport
}

/// What is known of a file after looking at its bytes.
package struct MediaFingerprintReport: Sendable, Hashable {
    /// SHA-256 and MD5 of the bytes.
    package let digests: [Fingerprint]
    /// The picture's hash and its quality from 0 to 100, where there is one.
    package let pdq: (value: Hash256, quality: Int)?
    /// The hashes of the other seven orientations, where they were asked for.
    package let orientations: [Hash256]
    /// Why there is no PDQ hash, in a stable word, as `low-quality` or `not-an-image`.
    package let reason: String?
    /// The quality that was too low, where that is the reason.
    package let quality: Int?

    package init(
        digests: [Fingerprint],
        pdq: (value: Hash256, quality: Int)?,
        orientations: [Hash256],
        reason: String?,
        quality: Int?
    ) {
        self.digests = digests
        self.pdq = pdq
        self.orientations = orientations
        self.reason = reason
        self.quality = quality
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.digests == right.digests && left.pdq?.value == right.pdq?.value && left.pdq?.quality == right.pdq?.quality
            && left.orientations == right.orientations && left.reason == right.reason && left.quality == right.quality
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(digests)
        hasher.combine(reason)
    }
}

/// Why one file could not be fingerprinted.
package struct MediaRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word, as `unreadable-media`.
    package let code: String
    /// What is wrong and what to do.
    package let message: String

    package init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "\(code): \(message)" }
}
