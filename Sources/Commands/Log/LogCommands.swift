import ArgumentParser

/// What can be asked of a node's log.
struct LogCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Verify a node's log, or print its key.",
        subcommands: [VerifyLog.self, ShowLogKey.self]
    )
}
