import Logging

/// Work that goes on until its task is cancelled: when it fails it is begun again, after a pause that grows.
package struct KeptWork: Sendable {
    private static let pauseMax = Duration.seconds(30)

    private let name: String
    private let notices: PartNotices
    private let logger: Logger
    private let pauseMin: Duration
    private let work: @Sendable () async throws -> Void

    /// Makes the part known.
    ///
    /// - Parameters:
    ///   - name: what it is, for the log and for those who count.
    ///   - notices: told about every failure.
    ///   - logger: told about every failure as well.
    ///   - pauseMin: how long it rests after the first.
    ///   - work: what is done.
    package init(
        name: String,
        notices: PartNotices,
        logger: Logger,
        pauseMin: Duration = .seconds(1),
        work: @escaping @Sendable () async throws -> Void
    ) {
        self.name = name
        self.notices = notices
        self.logger = logger
        self.pauseMin = pauseMin
        self.work = work
        notices.expect(name)
    }

    /// Does the work until the task is cancelled.
    package func run() async {
        var pause = pauseMin
        let clock = ContinuousClock()
        while !Task.isCancelled {
            let begun = clock.now
            do {
                try await work()
                pause = pauseMin
            } catch is CancellationError {
                return
            } catch {
                // What went well for long does not wait because of what was wrong before.
                if clock.now - begun > Self.pauseMax { pause = pauseMin }
                notices.noteRestart(of: name)
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
