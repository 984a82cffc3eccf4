import Foundation
import Logging
import Media

/// Pools of the test executable's workers.
enum TestPool {
    /// The test worker lies beside the test bundle.
    static var executablePath: String {
        get throws {
            var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            while folder.path != "/" {
                let candidate = folder.appendingPathComponent("MediaTestWorker")
                if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate.path }
                folder.deleteLastPathComponent()
            }
            throw CocoaError(.fileNoSuchFile)
        }
    }

    static func limits(workers: Int = 1, fileTimeMax: Duration = .seconds(10)) -> MediaPoolLimits {
        var limits = MediaPoolLimits()
        limits.workers = workers
        limits.file.fileTimeMax = fileTimeMax
        return limits
    }

    /// Runs a pool for as long as `body` takes.
    static func run<Outcome: Sendable>(
        mode: String? = nil,
        limits: MediaPoolLimits = limits(),
        _ body: @Sendable (MediaWorkerPool) async throws -> Outcome
    ) async throws -> Outcome {
        let command = MediaWorkerCommand(executablePath: try executablePath, arguments: mode.map { [$0] } ?? [])
        let pool = MediaWorkerPool(command: command, limits: limits, logger: quiet)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run() }
            let outcome = try await body(pool)
            group.cancelAll()
            while let ended = await group.nextResult() {
                if case .failure(let error) = ended, !(error is CancellationError) { throw error }
            }
            return outcome
        }
    }

    static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
