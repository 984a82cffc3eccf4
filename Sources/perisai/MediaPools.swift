import Logging
import Media

/// How this program starts its media workers: as itself.
enum MediaPools {
    /// The one argument of a media worker.
    static let workerArgument = "media-worker"
    /// The program that runs, even when its file was replaced by a newer one meanwhile.
    private static let executablePath = "/proc/self/exe"

    static func pool(_ limits: MediaPoolLimits = .standard, logger: Logger) -> MediaWorkerPool {
        MediaWorkerPool(
            command: MediaWorkerCommand(executablePath: executablePath, arguments: [workerArgument]),
            limits: limits,
            logger: logger
        )
    }
}
