import ArgumentParser
import Cooperation

extension InstrumentCommands {
    struct Propose: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write an instrument down; it can be used once it is adopted.",
            discussion: """
                The file is JSON as POST /v1/instruments takes it.

                  perisai instrument propose order.json --url https://exchange.example --key-file secretary.key
                """
        )
        @Argument(help: "The file.", completion: .file())
        var file: String
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try await access.keepLaw(.proposeInstrument(try StatementFile.statement(file)), by: actor.person)
        }
    }

    struct Adopt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let an instrument be used, in place of the one with the same code.",
            discussion: """
                  perisai instrument adopt 01970000-0000-7000-8000-000000000070 --data exchange \
                --person 01970000-0000-7000-8000-000000000002
                """
        )
        @Argument(help: "Its id.")
        var id: ID<Instrument>
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws { try await access.keepLaw(.adoptInstrument(id), by: actor.person) }
    }

    struct Confirm: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Note that a lawyer of the country confirmed an instrument.",
            discussion: """
                  perisai instrument confirm 01970000-0000-7000-8000-000000000070 --on 2026-11-27 \
                --confirmation "Read and confirmed by counsel in Jakarta" --url https://exchange.example \
                --key-file secretary.key
                """
        )
        @Argument(help: "Its id.")
        var id: ID<Instrument>
        @Option(help: ArgumentHelp("On which day.", valueName: "day"))
        var on: CivilDate
        @Option(help: "Who confirmed it, and how.")
        var confirmation: String
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try await access.keepLaw(
                .confirmInstrument(id, on: on, confirmation: confirmation),
                by: actor.person
            )
        }
    }

    struct Retire: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let an instrument be used no more; what was asked by it stays asked.",
            discussion: """
                  perisai instrument retire 01970000-0000-7000-8000-000000000070 --reason "Repealed" \
                --url https://exchange.example --key-file secretary.key
                """
        )
        @Argument(help: "Its id.")
        var id: ID<Instrument>
        @Option(help: "Why.")
        var reason: String
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try await access.keepLaw(.retireInstrument(id, reason: reason), by: actor.person)
        }
    }
}
