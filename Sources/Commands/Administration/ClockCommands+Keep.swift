import ArgumentParser
import Cooperation

extension ClockCommands {
    struct ProposeRule: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "propose",
            abstract: "Write a rule down; clocks start by it once it is adopted.",
            discussion: """
                The file is JSON as POST /v1/clocks/rules takes it.

                  perisai clock rules propose rule.json --url https://lentera.example --key-file admin.key
                """
        )
        @Argument(help: "The file.", completion: .file())
        var file: String
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try await access.keepLaw(.proposeRule(try StatementFile.statement(file)), by: actor.person)
        }
    }

    struct AdoptRule: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "adopt",
            abstract: "Let clocks start by a rule, in place of the one with the same code.",
            discussion: """
                  perisai clock rules adopt 01970000-0000-7000-8000-000000000070 --data lentera \
                --person 01970000-0000-7000-8000-000000000002
                """
        )
        @Argument(help: "Its id.")
        var id: ID<ClockRule>
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws { try await access.keepLaw(.adoptRule(id), by: actor.person) }
    }

    struct ConfirmRule: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm",
            abstract: "Note that a local lawyer confirmed a rule.",
            discussion: """
                  perisai clock rules confirm 01970000-0000-7000-8000-000000000070 --on 2026-11-27 \
                --by "A. Lawyer, Jakarta" --url https://lentera.example --key-file admin.key
                """
        )
        @Argument(help: "Its id.")
        var id: ID<ClockRule>
        @Option(help: ArgumentHelp("On which day.", valueName: "day"))
        var on: CivilDate
        @Option(help: "Who confirmed it.")
        var by: String
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws { try await access.keepLaw(.confirmRule(id, on: on, by: by), by: actor.person) }
    }

    struct RetireRule: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retire",
            abstract: "Let no more clocks start by a rule; those that run, run on.",
            discussion: """
                  perisai clock rules retire 01970000-0000-7000-8000-000000000070 --url https://lentera.example \
                --key-file admin.key
                """
        )
        @Argument(help: "Its id.")
        var id: ID<ClockRule>
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws { try await access.keepLaw(.retireRule(id), by: actor.person) }
    }
}
