internal import Glibc
package import Logging
import ServiceLifecycle
internal import Synchronization

/// Fingerprints files in confined processes: one per core, kept warm, one file at a time each.
///
/// A worker that dies or takes too long fails the one file it had, and is replaced. Repeated deaths are replaced more
/// and more slowly. Whatever a file does to its worker, the pool and the other files go on.
package final class MediaWorkerPool: Service {
    private let command: MediaWorkerCommand
    private let limits: MediaPoolLimits
    private let logger: Logger
    private let queue: MediaQueue
    private let report = Mutex<ConfinementReport?>(nil)
    private let replacements = Mutex<Int64>(0)

    /// Creates a pool that starts nothing before it runs.
    ///
    /// - Parameters:
    ///   - command: How a worker is started.
    ///   - limits: How much it takes on.
    ///   - logger: Gets no more than numbers and codes.
    package init(command: MediaWorkerCommand, limits: MediaPoolLimits = .standard, logger: Logger) {
        self.command = command
        self.limits = limits
        self.logger = logger
        queue = MediaQueue(limits: limits)
    }

    /// What the workers can't do; nothing before the first one is ready.
    package var confinement: ConfinementReport? {
        report.withLock { $0 }
    }

    /// How often a worker died and another took its place, since the process began.
    package var workerReplacements: Int64 { replacements.withLock(\.self) }

    /// The files that wait for a worker.
    package var waiting: (files: Int, bytes: Int) { queue.waiting }

    /// Keeps the workers running until shutdown or cancellation; no worker outlives it.
    ///
    /// - Throws: `MediaError` when a worker can't be started or confined at the beginning.
    package func run() async throws {
        // Writing to a worker that died must be an error, not the end of the node.
        signal(SIGPIPE, SIG_IGN)
        defer { queue.stop() }
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { places in
                for index in 0..<limits.workers {
                    let place = WorkerPlace(
                        index: index,
                        command: command,
                        limits: limits,
                        queue: queue,
                        logger: logger,
                        greeted: { [self] in note($0) },
                        replaced: { [self] in replacements.withLock { $0 += 1 } }
                    )
                    places.addTask { try await place.run() }
                }
                try await places.waitForAll()
            }
        } onGracefulShutdown: { [queue] in
            queue.stop()
        }
    }

    /// Hashes a file and fingerprints it if it's a picture.
    ///
    /// Files that come before the workers are up wait for them.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - orientations: Whether the hashes of the turned and mirrored picture are wanted too.
    /// - Returns: The digests, and what came of it as a picture, which may be an error.
    /// - Throws: `MediaError` when there aren't even digests: `tooLarge` for too many bytes, `busy`, `stopped`,
    ///   `cancelled`, `workerUnavailable`; very rarely `timedOut` or `workerDied`.
    package func fingerprints(of bytes: [UInt8], orientations: Bool) async throws(MediaError) -> MediaFingerprints {
        switch try await answer(to: bytes, .fingerprints(orientations: orientations)) {
        case .fingerprints(let fingerprints): return fingerprints
        // No worker answers so; one that did was ended.
        case .thumbnail: throw MediaError(.workerDied)
        }
    }

    /// Makes a small picture of a file.
    ///
    /// - Parameter bytes: The whole file.
    /// - Returns: The picture.
    /// - Throws: `MediaError`, `unreadable` also where the file is no picture.
    package func thumbnail(of bytes: [UInt8]) async throws(MediaError) -> PictureThumbnail {
        switch try await answer(to: bytes, .thumbnail) {
        case .thumbnail(let thumbnail): return thumbnail
        case .fingerprints(let found):
            if case .failed(let error) = found.picture { throw error }
            throw MediaError(.unreadable)
        }
    }

    private func answer(to bytes: [UInt8], _ wish: MediaWish) async throws(MediaError) -> MediaAnswer {
        guard bytes.count <= limits.file.fileBytesMax else {
            throw MediaError(.tooLarge, detail: "\(bytes.count) bytes; the limit is \(limits.file.fileBytesMax)")
        }
        return try await queue.answer(to: bytes, wish: wish).get()
    }

    private func note(_ latest: ConfinementReport) {
        let isFirst = report.withLock { report in
            defer { report = latest }
            return report == nil
        }
        guard isFirst else { return }
        if latest.landlockVersion == 0 {
            logger.warning("this kernel has no landlock: media workers are kept from files by seccomp alone")
        } else {
            logger.info("media workers are confined", metadata: ["landlock": "\(latest.landlockVersion)"])
        }
    }
}
