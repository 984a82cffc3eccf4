import Cooperation
import Fingerprints

extension Node {
    /// Fingerprints a file for a check or for its own sake.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - allOrientations: whether a mirrored or turned copy should be found too.
    /// - Returns: its prints, digests last, and why there is no PDQ hash where there is none.
    /// - Throws: `MediaRefusal`.
    package func fingerprint(
        _ bytes: [UInt8],
        allOrientations: Bool
    ) async throws(MediaRefusal) -> (kind: CheckKind, prints: [CheckRequest.Print], report: MediaFingerprintReport) {
        let report = try await media.fingerprints(of: bytes, allOrientations: allOrientations)
        var prints = report.digests.map { CheckRequest.Print(fingerprint: $0) }
        if let pdq = report.pdq, let fingerprint = try? Fingerprint(kind: .pdq, value: pdq.value.hex) {
            prints.insert(
                CheckRequest.Print(fingerprint: fingerprint, quality: pdq.quality, orientations: report.orientations),
                at: 0
            )
        }
        return (report.pdq != nil || report.quality != nil ? .image : .bytes, prints, report)
    }
}
