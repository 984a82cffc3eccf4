import Foundation
import Subprocess
import SystemPackage

/// The built program, run as its users run it.
enum Program {
    private static let outputBytesMax = 4 << 20
    private static let readyWords = "is ready on "

    /// Beside the tests, where the build puts it.
    static var path: String {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (tests as NSString).deletingLastPathComponent + "/perisai"
    }

    /// Runs a command to its end.
    @discardableResult
    static func run(_ arguments: String..., in folder: String? = nil) async throws -> Outcome {
        try await run(.path(FilePath(path)), arguments, in: folder)
    }

    static func run(_ arguments: [String]) async throws -> Outcome {
        try await run(.path(FilePath(path)), arguments, in: nil)
    }

    /// Runs a line of shell to its end.
    static func shell(_ script: String, in folder: String) async throws -> Outcome {
        try await run(.path("/bin/bash"), ["-euo", "pipefail", "-c", script], in: folder)
    }

    private static func run(_ executable: Executable, _ arguments: [String], in folder: String?) async throws -> Outcome
    {
        let result = try await Subprocess.run(
            executable,
            arguments: Arguments(arguments),
            workingDirectory: folder.map { FilePath($0) },
            output: .string(limit: outputBytesMax),
            error: .string(limit: outputBytesMax)
        )
        return Outcome(
            status: status(result.terminationStatus),
            output: result.standardOutput,
            errors: result.standardError
        )
    }

    /// Starts a command that stays up, hands it to the body once a line of its output says that it is ready, and stops it.
    ///
    /// - Parameters:
    ///   - arguments: of the command.
    ///   - readiness: the words by which the line is known.
    ///   - folder: where it runs.
    ///   - prelude: what a shell does before it becomes the program, as `ulimit -n 64`.
    ///   - ended: told the exit status when the program has ended; -1 where a signal ended it.
    ///   - body: works with it; it may also kill it.
    /// - Returns: what the body returns.
    /// - Throws: `NotReady`, and what the body throws.
    static func withRunning<Result: Sendable>(
        _ arguments: [String],
        until readiness: String = readyWords,
        in folder: String? = nil,
        after prelude: String? = nil,
        ended: @Sendable (Int32) -> Void = { _ in },
        _ body: @Sendable @escaping (Running) async throws -> Result
    ) async throws -> Result {
        let shell = prelude.map { ["-c", $0 + "\nexec \"$0\" \"$@\"", path] }
        var platform = PlatformOptions()
        platform.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(30))]
        let outcome = try await Subprocess.run(
            .path(FilePath(shell == nil ? path : "/bin/bash")),
            arguments: Arguments((shell ?? []) + arguments),
            workingDirectory: folder.map { FilePath($0) },
            platformOptions: platform,
            input: .none,
            output: .sequence,
            error: .discarded
        ) { execution -> Swift.Result<Result, any Error> in
            var lines: [String] = []
            var line: String?
            for try await text in execution.standardOutput.strings() {
                lines.append(text)
                guard text.contains(readiness) else { continue }
                line = text
                break
            }
            guard let line else { return .failure(NotReady(lines: lines)) }
            let running = Running(
                lines: lines,
                address: line.components(separatedBy: readyWords).last?.trimmingCharacters(in: .whitespacesAndNewlines)
                    ?? "",
                process: execution.processIdentifier.value
            )
            do {
                let result = try await body(running)
                running.send(SIGTERM)
                return .success(result)
            } catch {
                running.send(SIGTERM)
                return .failure(error)
            }
        }
        ended(status(outcome.terminationStatus))
        return try outcome.closureResult.get()
    }

    private static func status(_ termination: TerminationStatus) -> Int32 {
        if case .exited(let code) = termination { Int32(code) } else { -1 }
    }

    /// How a command ended.
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    /// A command that stays up.
    struct Running: Sendable {
        /// What it printed until it was ready.
        let lines: [String]
        /// Where it listens.
        let address: String
        let process: pid_t

        func send(_ signal: Int32) { kill(process, signal) }
    }

    /// It ended before it was ready.
    struct NotReady: Error {
        let lines: [String]
    }
}
