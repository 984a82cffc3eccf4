import ArgumentParser
import Cooperation
import Services

extension PerisaiCommand {
    /// Runs the command that the arguments name.
    ///
    /// - Parameters:
    ///   - arguments: the command line without the program's name.
    ///   - context: what the command needs of the world.
    /// - Returns: the process's exit status; whatever went wrong has been said in a line or two.
    package static func run(_ arguments: [String], in context: CommandContext) async -> Int32 {
        var command: any ParsableCommand
        do {
            command = try parseAsRoot(arguments)
        } catch {
            return answer(to: error, context.terminal)
        }
        do {
            try await CommandContext.$bound.withValue(context) {
                if var asynchronous = command as? any AsyncParsableCommand {
                    try await asynchronous.run()
                } else {
                    try command.run()
                }
            }
            return ExitStatus.fine
        } catch {
            context.terminal.showProgress(nil)
            return answer(to: error, context.terminal)
        }
    }

    private static func answer(to error: any Error, _ terminal: any Terminal) -> Int32 {
        switch error {
        case let status as ExitCode: return status.rawValue
        case is OutputClosed: return ExitStatus.couldNotRun
        case let failure as CommandFailure: terminal.note("perisai: \(failure)")
        case let refusal as Refusal: terminal.note("perisai: \(refusal.message) (\(refusal.code))")
        case let error as StoreError: terminal.note("perisai: \(error.message) (\(error.code.word))")
        case is CancellationError: terminal.note("perisai: stopped.")
        default: return answerOfParser(to: error, terminal)
        }
        return ExitStatus.couldNotRun
    }

    /// Help, versions and completion scripts also come as errors, for standard output; the others are about the command
    /// line itself.
    private static func answerOfParser(to error: any Error, _ terminal: any Terminal) -> Int32 {
        let message = fullMessage(for: error)
        guard exitCode(for: error) == .success else {
            terminal.note(message)
            return ExitStatus.couldNotRun
        }
        do {
            try terminal.line(message)
            return ExitStatus.fine
        } catch {
            return ExitStatus.couldNotRun
        }
    }
}
