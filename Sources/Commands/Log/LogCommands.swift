import ArgumentParser

/// What can be asked of a node's log.
struct LogCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Verify a node's log, print its key, or let it go on after a restore.",
        subcommands: [VerifyLog.self, ShowLogKey.self, AcceptFork.self]
    )
}
