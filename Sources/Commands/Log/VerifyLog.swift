import ArgumentParser
import Services

/// Proves that nothing was changed behind the program's back.
struct VerifyLog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that nothing in a data folder was changed behind the program's back.",
        discussion: """
            Recomputes the log from the recorded events, replays them, and compares the tables with what comes of that. \
            The node must not run meanwhile.

              perisai log verify --data /var/lib/perisai

            Exit status: 0 all is well; 1 there is a difference, and the first one is named; 2 it could not run.
            """
    )

    @OptionGroup var data: DataOption

    func run() async throws {
        let context = try CommandContext.current()
        let folder = try data.folder(EnvironmentValues(context.environment))
        let terminal = context.terminal
        let summary: AuditSummary
        do {
            summary = try await context.nodes.audit(folder) { step in terminal.showProgress(step) }
        } catch let error as StoreError where error.code == .locked {
            throw CommandFailure(
                "A node runs on \(folder.path).",
                advice: "Stop it, verify, and start it again; or use 'perisai backup', which verifies what it copied."
            )
        }
        terminal.showProgress(nil)
        if let difference = summary.difference {
            try terminal.line("The first difference: \(difference)")
            throw ExitCode(ExitStatus.found)
        }
        try terminal.line(
            "All is well: \(summary.events) events, \(summary.rows) rows and \(summary.checkpoints) checkpoints agree."
        )
        try terminal.line("Root: \(summary.root)")
    }
}
