import ArgumentParser

/// Lists of signals, in and out of a bank.
struct SignalCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signals",
        abstract: "Import lists of signals into a bank, and export those that you may see.",
        subcommands: [ImportSignals.self, ExportSignals.self]
    )
}
