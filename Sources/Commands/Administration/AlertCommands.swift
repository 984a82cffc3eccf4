import ArgumentParser
import Cooperation

/// What people were reached for.
struct AlertCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert",
        abstract: "List what people were reached for, and take an alert on.",
        subcommands: [List.self, Acknowledge.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the alerts: why people were reached, who was asked, who took it on.",
            discussion: "  perisai alert list --url http://127.0.0.1:8481 --key-file admin.key"
        )
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try Listing.alerts.print(try await access.administer { try await $0.alerts() }, access)
        }
    }

    struct Acknowledge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take an alert on, so that nobody else is asked.",
            discussion: """
                  perisai alert acknowledge 01970000-0000-7000-8000-0000000000a0 --url http://127.0.0.1:8481 \
                --key-file sari.key
                """
        )
        @Argument(help: "The alert's id, as the list shows it.")
        var id: ID<Alert>
        @Option(help: ArgumentHelp("Who takes it on; only in a data folder.", valueName: "id"))
        var person: ID<Person>?
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (id, person) = (id, person)
            let item = try await access.administer { try await $0.acknowledgeAlert(id, by: person) }
            try Listing.alerts.print([item], access)
        }
    }
}
