import ArgumentParser
import CanonicalJSON
import Cooperation

/// What can be done with what was recorded.
struct EventCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "event",
        abstract: "Erase texts that were recorded and hold personal data.",
        subcommands: [Erase.self]
    )

    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erase parts of an event, for good; the act stays recorded, and every proof verifies.",
            discussion: """
                The position is the one that a signal, a submission or GET /v1/events names; the parts are rationale, source, \
                lookedAt, reason, reasons, reference and the like. Needs a key of counsel, a secretary or an administrator that \
                is bound to a person, or in the data folder the name of such a person. Cases and people are erased as a whole.

                  perisai event erase 214 --parts reason --reason "Names a bystander" --url https://exchange.example \
                --key-file counsel.key
                """
        )
        @Argument(help: "Where the event stands in the node's journal.")
        var position: Int64
        @Option(help: ArgumentHelp("Which of its texts.", valueName: "part,..."))
        var parts: String
        @Option(help: "Why; recorded.")
        var reason: String
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (position, reason, person) = (position, reason, actor.person)
            let parts = parts.split(separator: ",").map(String.init)
            let answer = try await access.administer {
                try await $0.eraseTexts(at: position, parts: parts, reason: reason, by: person)
            }
            let terminal = try CommandContext.current().terminal
            if access.json { return try terminal.line(answer.canonicalString) }
            try terminal.line("Erased \(answer["erased"]?.integerValue ?? 0) of \(parts.count).")
        }
    }
}
