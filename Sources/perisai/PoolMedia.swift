import Fingerprints
import Media
import Services

/// The media workers of a node that serves.
struct PoolMedia: MediaFingerprinting, PictureShrinking {
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
        case .notAnImage: return MediaFingerprintReport(digests: digests, reason: "not-an-image")
        case .failed(let error): return MediaFingerprintReport(digests: digests, failure: Self.refusal(error))
        case .decoded(let picture):
            switch picture.pdq {
            case .success(let hash):
                return MediaFingerprintReport(
                    digests: digests,
                    pdq: (hash, picture.quality),
                    orientations: DihedralTransform.allCases.compactMap { orientation in
                        picture.orientations[orientation].map { TurnedHash(orientation, $0) }
                    }
                )
            case .failure(let refusal):
                return MediaFingerprintReport(
                    digests: digests,
                    reason: refusal.code.rawValue,
                    quality: picture.quality
                )
            }
        }
    }

    func thumbnail(of bytes: [UInt8]) async throws(MediaRefusal) -> Thumbnail {
        do throws(MediaError) {
            let picture = try await pool.thumbnail(of: bytes)
            return Thumbnail(bytes: picture.bytes, width: picture.width, height: picture.height)
        } catch {
            throw Self.refusal(error)
        }
    }

    private static func refusal(_ error: MediaError) -> MediaRefusal {
        let limits = MediaLimits.standard
        let (kind, message): (MediaRefusal.Kind, String) =
            switch error.code {
            case .unreadable: (.unacceptable, "The file starts like a picture and is damaged or cut off.")
            case .unsupported: (.unacceptable, "The file is a picture of a kind that has no agreed meaning as colour.")
            case .tooLarge:
                (
                    .tooLarge,
                    "The file is too large; the limits are \(limits.fileBytesMax) bytes and \(limits.pixelsMax) pixels."
                )
            case .timedOut: (.tryAgain, "Decoding the file took too long; nothing is known about it.")
            case .workerDied: (.tryAgain, "The process that decoded the file died; nothing is known about it.")
            case .busy: (.tryAgain, "Too many files wait already; try again later.")
            case .stopped: (.tryAgain, "The node is shutting down; try again later.")
            case .cancelled: (.tryAgain, "The request ended before the file was looked at.")
            default: (.tryAgain, "No file can be decoded at the moment; try again later.")
            }
        return MediaRefusal(kind, code: error.code.rawValue, message: message)
    }
}

/// For a node that is opened to keep its members, and looks at no files.
struct NoMedia: MediaFingerprinting {
    func fingerprints(
        of bytes: [UInt8],
        allOrientations: Bool
    ) async throws(MediaRefusal) -> MediaFingerprintReport {
        throw MediaRefusal(.tryAgain, code: "media-worker-unavailable", message: "This node looks at no files now.")
    }
}
