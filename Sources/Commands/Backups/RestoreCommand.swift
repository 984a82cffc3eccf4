import ArgumentParser
import Services

/// Makes a node of a backup.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup back into an empty data folder.",
        discussion: """
            The backup is verified as it was when it was made. Nobody can tell from it what the node signed afterwards, \
            and a log that signs two histories is worth nothing. So the restored node works and signs nothing until one \
            of these is given, now or later:

            The file 'checkpoint' of the lost data folder, with --checkpoint (later: copied into the data folder). Where \
            the log holds what it says, the node signs; where it is newer than the backup, the node goes on refusing.

            A reason, with --accept-fork-because (later: perisai log accept-fork). It is recorded in the journal, and \
            whoever saw later checkpoints (witnesses, followers) will see that the log forked.

              perisai restore /backups/2026-11-26 --data /var/lib/perisai --checkpoint /lost/perisai/checkpoint

            What was erased after the backup was made is there again: erase it again. The folder from which the backup \
            was made must not be served any more.
            """
    )

    @Argument(help: ArgumentHelp("The backup's folder.", valueName: "backup"), completion: .directory)
    var backup: String
    @OptionGroup var data: DataOption
    @Option(
        help: ArgumentHelp("The file with the checkpoint that was signed last.", valueName: "file"),
        completion: .file()
    )
    var checkpoint: String?
    @Option(help: ArgumentHelp("Why to sign although later checkpoints may exist; recorded.", valueName: "reason"))
    var acceptForkBecause: String?

    func run() async throws {
        let context = try CommandContext.current()
        let folder = try data.folder(EnvironmentValues(context.environment))
        let terminal = context.terminal
        let wishes = RestoreWishes(checkpoint: try checkpoint.map(Self.note), forkReason: acceptForkBecause)
        var target = try NewFolder(folder.path)
        let restored = try await context.nodes.restore(
            BackupFolder(DataOption.trimmed(backup)),
            into: DataFolder(target.draft),
            wishes
        ) { step in terminal.showProgress(step) }
        terminal.showProgress(nil)
        try target.complete(last: "perisai.sqlite")
        try terminal.line("Restored and verified: \(restored.audit.events) events are in \(folder.path).")
        try terminal.line("Root: \(restored.audit.root)")
        if restored.hasForked {
            try terminal.line("The reason is recorded, and the node signs the log that it has.")
        } else if restored.isSigning {
            try terminal.line("The log holds what was signed last, so the node signs it.")
            if acceptForkBecause != nil { terminal.note("There was nothing to accept; the reason is not recorded.") }
        } else {
            let isOlder = checkpoint != nil
            terminal.note(
                isOlder
                    ? "The backup is older than that checkpoint: the node works, and signs nothing."
                    : "The node works, and signs nothing: nobody knows yet whether it signed more since the backup."
            )
            terminal.note(
                (isOlder
                    ? "Restore a newer backup, or let its log go on:"
                    : "Copy the lost folder's file 'checkpoint' to \(folder.checkpointPath), or let its log go on:")
                    + "\n  perisai log accept-fork --data \(folder.path) --because \"...\""
            )
        }
        terminal.note("What was erased since the backup is there again: erase it again.")
    }

    private static func note(_ path: String) throws(CommandFailure) -> String {
        guard let text = try DurableFile.read(path) else {
            throw CommandFailure("\(path) is missing.", advice: "Name the file 'checkpoint' of the lost data folder.")
        }
        return text
    }
}
