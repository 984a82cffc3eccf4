import Foundation
import Logging
import Media

/// Pools of the test executable's workers.
enum TestPool {
    /// The test worker lies beside the test bundle.
    static var executablePath: String {
        get throws { try executablePath(of: "MediaTestWorker") }
    }

    /// A program of the tests: beside them, or in the main build where these are built for a sanitizer, which no worker
    /// could be confined with.
    static func executablePath(of name: String) throws -> String {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        while folder.path != "/" {
            for place in [name, "release/\(name)"] {
                let candidate = folder.appendingPathComponent(place)
                if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate.path }
            }
            folder.deleteLastPathComponent()
        }
        throw CocoaError(.fileNoSuchFile)
    }

    /// Patient ones: a worker on a busy machine is not taken for one that hangs.
    static func limits(workers: Int = 1, fileTimeMax: Duration = .seconds(60)) -> MediaPoolLimits {
        var limits = MediaPoolLimits()
        limits.workers = workers
        limits.startTimeMax = .seconds(60)
        limits.file.fileTimeMax = fileTimeMax
        return limits
    }

    /// Starts the test worker in one of its modes.
    static func command(_ mode: String...) throws -> MediaWorkerCommand {
        MediaWorkerCommand(executablePath: try executablePath, arguments: mode)
    }

    /// Starts the test worker as if the kernel answered a system call with an error; with 0, as if it lied.
    static func command(onKernelWhere call: String, answers error: Int32) throws -> MediaWorkerCommand {
        MediaWorkerCommand(
            executablePath: try executablePath(of: "KernelWithout"),
            arguments: ["\(call)=\(error)", try executablePath]
        )
    }

    /// Runs a pool for as long as `body` takes.
    static func run<Outcome: Sendable>(
        mode: String? = nil,
        limits: MediaPoolLimits = limits(),
        _ body: @Sendable (MediaWorkerPool) async throws -> Outcome
    ) async throws -> Outcome {
        let command = MediaWorkerCommand(executablePath: try executablePath, arguments: mode.map { [$0] } ?? [])
        return try await run(command, limits: limits, body)
    }

    /// Runs a pool of that command's workers for as long as `body` takes.
    static func run<Outcome: Sendable>(
        _ command: MediaWorkerCommand,
        limits: MediaPoolLimits = limits(),
        logger: Logger = quiet,
        _ body: @Sendable (MediaWorkerPool) async throws -> Outcome
    ) async throws -> Outcome {
        let pool = MediaWorkerPool(command: command, limits: limits, logger: logger)
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

    /// Runs a pool that soon gives a file up; and where a busy machine took as long for one that does not hang, again with
    /// one that is more patient.
    ///
    /// - Parameter body: Throws `timedOut` where that happened.
    /// - Throws: What the body throws, `timedOut` only where the most patient pool was not patient enough.
    static func runBriefly(_ body: @Sendable (MediaWorkerPool) async throws -> Void) async throws {
        for limit in [Duration.seconds(1), .seconds(6)] {
            do {
                return try await run(limits: limits(fileTimeMax: limit), body)
            } catch let error as MediaError where error.code == .timedOut {}
        }
        try await run(limits: limits(fileTimeMax: .seconds(60)), body)
    }

    static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
