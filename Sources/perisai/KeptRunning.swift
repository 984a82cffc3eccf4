import Logging
import ServiceLifecycle
import Services

/// Work that goes on as long as the node runs: when it fails it is begun again, after a pause that grows.
struct KeptRunning: Service {
    private static let pauseMin = Duration.seconds(1)
    private static let pauseMax = Duration.seconds(30)

    /// What it is, for the log.
    let name: String
    let logger: Logger
    let work: @Sendable () async throws -> Void
    /// Told about every failure.
    let failed: @Sendable () -> Void

    func run() async {
        await cancelWhenGracefulShutdown {
            var pause = Self.pauseMin
            let clock = ContinuousClock()
            while !Task.isCancelled {
                let begun = clock.now
                do {
                    try await work()
                    pause = Self.pauseMin
                } catch is CancellationError {
                    return
                } catch {
                    // What went well for long does not wait because of what was wrong before.
                    if clock.now - begun > Self.pauseMax { pause = Self.pauseMin }
                    failed()
                    logger.error(
                        "part of the node failed and is begun again",
                        metadata: ["part": "\(name)", "error": "\((error as? StoreError)?.code.word ?? "other")"]
                    )
                }
                do {
                    try await Task.sleep(for: pause)
                } catch {
                    return
                }
                pause = min(pause * 2, Self.pauseMax)
            }
        }
    }
}
