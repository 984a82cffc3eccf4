import Services

/// No file is looked at in these tests.
struct NoMedia: MediaFingerprinting {
    func fingerprints(of bytes: [UInt8], allOrientations: Bool) async throws(MediaRefusal) -> MediaFingerprintReport {
        throw MediaRefusal(
            .unacceptable,
            code: "media-worker-unavailable",
            message: "No file is looked at in these tests."
        )
    }
}
