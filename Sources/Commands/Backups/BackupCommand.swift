import ArgumentParser
import Services

/// Copies a node while it serves.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy a node's data while it serves, and verify the copy.",
        discussion: """
            The copy is the node as it was at one moment: database, keys and last checkpoint, readable by their owner \
            alone. Before it gets its name the log is recomputed from the copied events, compared with the checkpoint \
            that was signed last, and the tables with what follows from the events; what does not verify is not kept.

            It holds the node's keys, so keep it as safely as the data folder. Files that options of serve name, such as \
            certificates and the keys of followed exchanges, are not in it.

              perisai backup /backups/2026-11-26 --data /var/lib/perisai
              perisai restore /backups/2026-11-26 --data /var/lib/perisai

            Exit status: 0 done; 1 the copy does not verify; 2 it could not be made.
            """
    )

    @Argument(
        help: ArgumentHelp("Where to: a folder that is empty or not there yet.", valueName: "backup"),
        completion: .directory
    )
    var backup: String
    @OptionGroup var data: DataOption

    func run() async throws {
        let context = try CommandContext.current()
        let folder = try data.folder(EnvironmentValues(context.environment))
        let terminal = context.terminal
        var target = try NewFolder(DataOption.trimmed(backup))
        let summary = try await context.nodes.backUp(folder, into: BackupFolder(target.draft)) { step in
            terminal.showProgress(step)
        }
        terminal.showProgress(nil)
        if let difference = summary.difference {
            try terminal.line("The copy does not verify and was not kept. The first difference: \(difference)")
            terminal.note("To keep the folder as it is, stop the node and copy it by other means.")
            throw ExitCode(ExitStatus.found)
        }
        try target.complete(last: BackupFolder.databaseName)
        try terminal.line(
            "Backed up and verified: \(summary.events) events, \(summary.rows) rows and \(summary.checkpoints) "
                + "checkpoints are in \(backup)."
        )
        try terminal.line("Root: \(summary.root)")
        terminal.note("It holds the node's keys: keep it as safely as the data folder.")
    }
}
