import Cooperation
import Fingerprints
import Services

/// Looks at no pixels: says of each file what the test said of it, and hashes its bytes truly.
struct FakeMedia: MediaFingerprinting {
    /// What becomes of a file.
    enum Look: Sendable {
        /// A picture with its hash and those of its other orientations.
        case picture(Hash256, turned: [TurnedHash] = [])
        /// No picture, or one without a hash, for a reason.
        case none(reason: String, quality: Int? = nil)
        /// It starts like a picture and can't be decoded; its digests are there.
        case undecodable(MediaRefusal)
        /// Not even its digests are there.
        case refused(MediaRefusal)
    }

    let files: [[UInt8]: Look]

    func fingerprints(of bytes: [UInt8], allOrientations: Bool) async throws(MediaRefusal) -> MediaFingerprintReport {
        let digests = ContentDigests(of: bytes).fingerprints
        switch files[bytes] ?? .none(reason: "not-an-image") {
        case .picture(let hash, let turned):
            return MediaFingerprintReport(
                digests: digests,
                pdq: (hash, 100),
                orientations: allOrientations ? turned : []
            )
        case .none(let reason, let quality):
            return MediaFingerprintReport(digests: digests, reason: reason, quality: quality)
        case .undecodable(let failure): return MediaFingerprintReport(digests: digests, failure: failure)
        case .refused(let refusal): throw refusal
        }
    }
}
