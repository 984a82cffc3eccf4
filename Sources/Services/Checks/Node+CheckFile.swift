import Cooperation
import Fingerprints

extension Node {
    /// What a file could be recognised by.
    package struct Fingerprinted: Sendable {
        package let kind: CheckKind
        /// The PDQ hash first where there is one, then the digests.
        package let prints: [CheckRequest.Print]
        /// Why there is no PDQ hash, where there is none.
        package let reason: String?
        /// Why the file could not be looked at as it should.
        package let failure: MediaRefusal?
    }

    /// Fingerprints a file for a check or for its own sake.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - allOrientations: whether a mirrored or turned copy should be found too.
    /// - Returns: its prints, digests last, and why there is no PDQ hash where there is none.
    /// - Throws: `MediaRefusal` where there are not even digests.
    package func fingerprint(_ bytes: [UInt8], allOrientations: Bool) async throws(MediaRefusal) -> Fingerprinted {
        let report = try await media.fingerprints(of: bytes, allOrientations: allOrientations)
        var prints = report.digests.map { CheckRequest.Print(fingerprint: $0) }
        if let pdq = report.pdq {
            prints.insert(
                CheckRequest.Print(
                    fingerprint: Fingerprint(pdq: pdq.value),
                    quality: pdq.quality,
                    orientations: report.orientations
                ),
                at: 0
            )
        }
        let isPicture = report.pdq != nil || report.quality != nil
        return Fingerprinted(
            kind: report.failure != nil ? .undecoded : isPicture ? .image : .bytes,
            prints: prints,
            reason: report.failure?.code ?? report.reason,
            failure: report.failure
        )
    }

    /// Answers whether a file is known.
    ///
    /// One that could not be looked at is never `clear`: its digests are looked up, and where they are not known either,
    /// there is no verdict.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - allOrientations: whether a mirrored or turned copy should be found too.
    ///   - context: what the platform tells about it.
    ///   - caller: who asks; already authorised.
    /// - Returns: the verdict, and what the file was recognised by.
    /// - Throws: `MediaRefusal` where the file could not be looked at and nothing matched; else as `check(_:by:)`.
    package func check(
        file bytes: [UInt8],
        allOrientations: Bool,
        context: CheckRequest.Context,
        by caller: Caller
    ) async throws -> (answer: CheckAnswer, file: Fingerprinted) {
        let (request, file) = try await question(of: bytes, allOrientations: allOrientations, context: context)
        return (try await check(request, by: caller), file)
    }

    /// What is asked about a file: the check of all that it could be recognised by.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - allOrientations: whether a mirrored or turned copy should be found too.
    ///   - context: what the platform tells about it.
    /// - Returns: what `check(_:by:)` takes, and what the file was recognised by.
    /// - Throws: `MediaRefusal` where there are not even digests; such a check is counted as one without a verdict.
    package func question(
        of bytes: [UInt8],
        allOrientations: Bool,
        context: CheckRequest.Context
    ) async throws -> (request: CheckRequest, file: Fingerprinted) {
        let file: Fingerprinted
        do {
            file = try await fingerprint(bytes, allOrientations: allOrientations)
        } catch {
            counter.count(kind: .undecoded, verdict: nil, isRepeat: false)
            throw error
        }
        return (try CheckRequest(kind: file.kind, prints: file.prints, context: context, failure: file.failure), file)
    }
}
