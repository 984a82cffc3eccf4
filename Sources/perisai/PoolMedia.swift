import Fingerprints
import Media
import Services

/// The media workers of a node that serves.
struct PoolMedia: MediaFingerprinting {
    let pool: MediaWorkerPool

    func fingerprints(
        of bytes: [UInt8],
        allOrientations: Bool
    ) async throws(MediaRefusal) -> MediaFingerprintReport {
        let found: MediaFingerprints
        do throws(MediaError) {
            found = try await pool.fingerprints(of: bytes, orientations: allOrientations)
        } catch {
            throw Self.refusal(error)
        }
        let digests = [(FingerprintKind.sha256, found.sha256.hex), (.md5, found.md5)].compactMap {
            try? Fingerprint(kind: $0.0, value: $0.1)
        }
        switch found.picture {
        case .notAnImage:
            return MediaFingerprintReport(
                digests: digests,
                pdq: nil,
                orientations: [],
                reason: "not-an-image",
                quality: nil
            )
        case .failed(let error):
            // The digests stand, and may be all that is needed to know the file.
            return MediaFingerprintReport(
                digests: digests,
                pdq: nil,
                orientations: [],
                reason: error.code.rawValue,
                quality: nil
            )
        case .decoded(let picture):
            switch picture.pdq {
            case .success(let hash):
                return MediaFingerprintReport(
                    digests: digests,
                    pdq: (hash, picture.quality),
                    orientations: Array(picture.orientations.values),
                    reason: nil,
                    quality: nil
                )
            case .failure(let refusal):
                return MediaFingerprintReport(
                    digests: digests,
                    pdq: nil,
                    orientations: [],
                    reason: refusal.code.rawValue,
                    quality: picture.quality
                )
            }
        }
    }

    private static func refusal(_ error: MediaError) -> MediaRefusal {
        let message =
            switch error.code {
            case .tooLarge: "The file is too large; the limit is \(MediaLimits.standard.fileBytesMax) bytes."
            case .timedOut: "Decoding the file took too long."
            case .workerDied: "The process that decoded the file died of it."
            case .busy: "Too many files wait already; try again later."
            case .stopped: "The node is shutting down; try again later."
            case .cancelled: "The request ended before the file was looked at."
            default: "No file can be decoded at the moment; try again later."
            }
        return MediaRefusal(code: error.code.rawValue, message: message)
    }
}

/// For a node that is opened to keep its members, and looks at no files.
struct NoMedia: MediaFingerprinting {
    func fingerprints(
        of bytes: [UInt8],
        allOrientations: Bool
    ) async throws(MediaRefusal) -> MediaFingerprintReport {
        throw MediaRefusal(code: "media-worker-unavailable", message: "This node looks at no files now.")
    }
}
