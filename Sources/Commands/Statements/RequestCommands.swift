import ArgumentParser

/// What can be done with the signed statements of requests, offline.
struct RequestCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Sign, co-sign and check requests, and make the keys for it, offline.",
        subcommands: [StatementKeyCommands.self, SignRequest.self, CheckRequest.self, StillUpCommand.self]
    )
}
