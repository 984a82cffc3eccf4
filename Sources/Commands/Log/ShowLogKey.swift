import ArgumentParser
import TransparencyLog

/// Prints the public key of a node's log.
struct ShowLogKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Print the public key of a node's log.",
        discussion: """
            The key is what a node publishes about itself, so that others can tell its receipts and checkpoints from \
            anyone else's. The node may run meanwhile.

              perisai log key --data /var/lib/perisai
            """
    )

    @OptionGroup var data: DataOption

    func run() throws {
        let context = try CommandContext.current()
        let folder = try data.folder(EnvironmentValues(context.environment))
        try context.terminal.line(try folder.logSigner().verifierKey.text)
    }
}
