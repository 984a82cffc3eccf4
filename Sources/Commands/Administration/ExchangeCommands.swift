import ArgumentParser
import Cooperation

/// What can be done about the exchanges that a node follows.
struct ExchangeCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange",
        abstract: "List the exchanges that a node follows, and acknowledge an alarm about one.",
        subcommands: [List.self, Acknowledge.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the exchanges: what was received and verified, what waits to be handed over, any alarm.",
            discussion: "  perisai exchange list --url http://127.0.0.1:8481 --key-file admin.key"
        )
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try Listing.exchanges.print(try await access.administer { try await $0.exchanges() }, access)
        }
    }

    struct Acknowledge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that you looked into an alarm, so that the exchange is followed on.",
            discussion: """
                The alarm stands, and nothing of the exchange acts by itself, until a checkpoint is verified that agrees \
                with everything that was verified before. What was verified is never given up: an exchange that rewrote \
                its history alarms again, and can only be followed anew in a fresh data folder.

                  perisai exchange acknowledge 01970000-0000-8000-8000-000000000004 --alarm missingLeaf \
                --reason "Their signing was down; they told us on the phone." --url http://127.0.0.1:8481 \
                --key-file admin.key
                """
        )
        @Argument(help: "The exchange's id, as the list shows it.")
        var id: ID<Exchange>
        @Option(help: "The alarm that you looked into.")
        var alarm: Exchange.Alarm
        @Option(help: "What came of it; kept sealed in the journal.")
        var reason: String
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (id, alarm, reason) = (id, alarm, reason)
            let item = try await access.administer { try await $0.acknowledge(alarm, of: id, reason: reason) }
            try Listing.exchanges.print([item], access)
        }
    }
}
