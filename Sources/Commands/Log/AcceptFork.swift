import ArgumentParser
import Services

/// Lets a node sign again whose log may not hold all that it signed.
struct AcceptFork: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept-fork",
        abstract: "Let a node sign that refuses to since its database was put back.",
        discussion: """
            For when the newest database is lost for good. The reason and the checkpoint that is given up are recorded in \
            the journal, and the node signs the log that it has. Whoever saw later checkpoints of it (witnesses, \
            followers, holders of receipts) can prove that it forked; tell them. The node must not run meanwhile.

              perisai log accept-fork --data /var/lib/perisai --because "The disk failed; backup of 3 May"
            """
    )

    @OptionGroup var data: DataOption
    @Option(help: "Why; recorded.")
    var because: String

    func run() async throws {
        let context = try CommandContext.current()
        let folder = try data.folder(EnvironmentValues(context.environment))
        do {
            let size = try await context.nodes.acceptFork(in: folder, because: because)
            try context.terminal.line("Recorded. The node signs again, and begins with a checkpoint of \(size) events.")
        } catch let error as StoreError where error.code == .locked {
            throw CommandFailure("A node runs on \(folder.path).", advice: "Stop it first.")
        }
    }
}
