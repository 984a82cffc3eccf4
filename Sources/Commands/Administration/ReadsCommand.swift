import ArgumentParser
import Cooperation

/// Who read what.
struct ReadsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reads",
        abstract: "List who opened which case, request or person's page, when and for what, the latest first.",
        discussion: """
            At most one reading is noted for each person, subject and hour.

              perisai reads --url http://127.0.0.1:8481 --key-file lead.key --subject 01970000-0000-7000-8000-0000000000a0
            """
    )
    @Option(help: ArgumentHelp("Only what this person opened.", valueName: "id"))
    var person: ID<Person>?
    @Option(help: ArgumentHelp("Only who opened what has this id.", valueName: "id"))
    var subject: Identifier?
    @OptionGroup var access: AccessOptions

    func run() async throws {
        let (person, subject) = (person, subject)
        try Listing.readings.print(
            try await access.administer { try await $0.readings(by: person, of: subject) },
            access
        )
    }
}
