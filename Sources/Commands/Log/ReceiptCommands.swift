import ArgumentParser

/// What can be done with receipts.
struct ReceiptCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "Verify a receipt.",
        subcommands: [VerifyReceipt.self]
    )
}
