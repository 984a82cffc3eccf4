import Commands
import Fingerprints
import Logging
import Media

/// Media workers for as long as a command runs.
struct PoolFingerprinting: Fingerprinting {
    let terminal: any Terminal

    /// More files than workers, so that one is read while others are decoded; still far below what the pool lets wait.
    private static let filesAhead = 2
    private static let confinementPoll = Duration.milliseconds(10)

    var fileBytesMax: Int { MediaLimits.standard.fileBytesMax }

    func run<Result: Sendable>(
        filesMax: Int?,
        _ body: @escaping @Sendable (any FileFingerprinting) async throws -> Result
    ) async throws -> Result {
        var limits = MediaPoolLimits.standard
        if let filesMax { limits.workers = max(1, min(limits.workers, filesMax)) }
        let filesAtOnce = limits.workers + Self.filesAhead
        return try await run(limits) { pool in
            let result = try await body(PoolFiles(pool: pool, filesAtOnce: filesAtOnce))
            if pool.confinement?.landlockVersion == 0 {
                terminal.note("This kernel has no landlock; files are closed to the workers by seccomp alone.")
            }
            return result
        }
    }

    func testConfinement() async throws -> ConfinementTest {
        var limits = MediaPoolLimits.standard
        limits.workers = 1
        return try await run(limits) { pool in
            while true {
                if let report = pool.confinement {
                    return ConfinementTest(
                        refused: report.attempts.filter(\.wasRefused).map(\.name),
                        landlockVersion: report.landlockVersion
                    )
                }
                try await Task.sleep(for: Self.confinementPoll)
            }
        }
    }

    private func run<Result: Sendable>(
        _ limits: MediaPoolLimits,
        _ body: @escaping @Sendable (MediaWorkerPool) async throws -> Result
    ) async throws -> Result {
        // What goes wrong with a file is told with that file; the pool's own words would only repeat it.
        let pool = MediaPools.pool(limits, logger: Logger(label: "perisai.media") { _ in SwiftLogNoOpLogHandler() })
        do {
            return try await withThrowingTaskGroup(of: Result?.self) { group in
                group.addTask {
                    try await pool.run()
                    return nil
                }
                group.addTask { try await body(pool) }
                while let result = try await group.next() {
                    guard let result else { continue }
                    group.cancelAll()
                    return result
                }
                throw CancellationError()
            }
        } catch let error as MediaError {
            throw CommandFailure(
                "Files can't be decoded on this machine: \(error).",
                advice: "Try 'perisai media-worker --self-test'; the kernel must allow seccomp."
            )
        }
    }
}

/// The pool as commands see it.
private struct PoolFiles: FileFingerprinting {
    let pool: MediaWorkerPool
    let filesAtOnce: Int

    func fingerprints(of bytes: [UInt8], orientations: Bool) async throws(FileProblem) -> FileFingerprints {
        let found: MediaFingerprints
        do throws(MediaError) {
            found = try await pool.fingerprints(of: bytes, orientations: orientations)
        } catch {
            throw FileProblem(code: error.code.rawValue)
        }
        return FileFingerprints(
            sha256: found.sha256,
            md5: found.md5,
            picture: Self.picture(found.picture),
            turned: Self.turned(found.picture)
        )
    }

    private static func picture(_ outcome: PictureOutcome) -> FileFingerprints.Picture {
        switch outcome {
        case .notAnImage: .none(reason: "not-an-image", quality: nil)
        case .failed(let error): .failed(FileProblem(code: error.code.rawValue))
        case .decoded(let picture):
            switch picture.pdq {
            case .success(let hash): .fingerprint(hash, quality: picture.quality)
            case .failure(let refusal): .none(reason: refusal.code.rawValue, quality: picture.quality)
            }
        }
    }

    private static func turned(_ outcome: PictureOutcome) -> [FileFingerprints.Turned] {
        guard case .decoded(let picture) = outcome else { return [] }
        return DihedralTransform.allCases.compactMap { transform in
            picture.orientations[transform].map { .init(orientation: transform.rawValue, hash: $0) }
        }
    }
}
