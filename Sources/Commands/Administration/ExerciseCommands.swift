import ArgumentParser
import CanonicalJSON
import Cooperation

/// Exercises with requests.
struct ExerciseCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exercise",
        abstract: "Plan exercises with requests, and compare what happened with the plan.",
        subcommands: [
            List.self, Plan.self, Add.self, Start.self, Close.self, Debrief.self, Declare.self,
        ]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the exercises of the organisation.",
            discussion: "  perisai exercise list --url http://127.0.0.1:8481 --key-file supervisor.key"
        )
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let person = actor.person
            try Listing.exercises.print(try await access.administer { try await $0.exercises(for: person) }, access)
        }
    }

    struct Plan: AsyncParsableCommand {
        /// The longest script that is read, in bytes.
        private static let bytesMax = 10_000

        static let configuration = CommandConfiguration(
            abstract: "Plan an exercise: a title, a script, and how long each step should take.",
            discussion: """
                The steps are received, acknowledged, lookedAt and answered, in this order, each with its seconds from the \
                end of the step before; those that do not matter are left out.

                  perisai exercise plan --title "TEST: one night" --script script.txt --step lookedAt=900 \
                --step answered=2700 --url http://127.0.0.1:8481 --key-file supervisor.key
                """
        )
        @Option(help: "What it is called.")
        var title: String
        @Option(help: ArgumentHelp("The file with the script.", valueName: "file"), completion: .file())
        var script: String
        @Option(name: .customLong("step"), help: ArgumentHelp("A step and its time.", valueName: "stage=seconds"))
        var steps: [String] = []
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (title, person) = (title, actor.person)
            let (script, steps) = (try Self.text(in: script), try steps.map(Self.step))
            let item = try await access.administer {
                try await $0.planExercise(title: title, script: script, steps: steps, by: person)
            }
            try Listing.exercises.print([item], access)
        }

        private static func text(in file: String) throws(CommandFailure) -> String {
            String(decoding: try FileContents.read(named: file, bytesMax: bytesMax), as: UTF8.self)
        }

        private static func step(_ text: String) throws(CommandFailure) -> ExerciseStep {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let stage = ExerciseStage(rawValue: String(parts[0])),
                let seconds = Int64(parts[1])
            else {
                let stages = ExerciseStage.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure("--step takes one of \(stages), an equals sign, and seconds: answered=2700.")
            }
            return ExerciseStep(stage: stage, within: Seconds(seconds))
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add requests to an exercise; each says itself that it is one.",
            discussion: """
                A request that says of itself that it is an exercise is filed only where whoever is asked, or whoever runs \
                the node, added it before, by the id that its draft names; or where the member that is asked declared that it \
                takes exercises.

                  perisai exercise add 01970000-0000-7000-8000-0000000000e0 --draft \
                01970000-0000-7000-8000-0000000000d0 --url http://127.0.0.1:8481 --key-file supervisor.key
                """
        )
        @Argument(help: "The exercise's id.")
        var id: ID<Exercise>
        @Option(name: .customLong("request"), help: ArgumentHelp("A request.", valueName: "uuid"))
        var requests: [ID<Request>] = []
        @Option(help: ArgumentHelp("A draft with all its requests.", valueName: "uuid"))
        var draft: ID<RequestDraft>?
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (id, requests, draft, person) = (id, requests, draft, actor.person)
            let item = try await access.administer {
                try await $0.addToExercise(id, requests: requests, draft: draft, by: person)
            }
            try Listing.exercises.print([item], access)
        }
    }

    struct Start: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let an exercise begin.",
            discussion: """
                  perisai exercise start 01970000-0000-7000-8000-0000000000e0 --url http://127.0.0.1:8481 \
                --key-file supervisor.key
                """
        )
        @Argument(help: "The exercise's id.")
        var id: ID<Exercise>
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (id, person) = (id, actor.person)
            let item = try await access.administer { try await $0.startExercise(id, by: person) }
            try Listing.exercises.print([item], access)
        }
    }

    struct Declare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Declare whether one's organisation takes exercises that nobody planned.",
            discussion: """
                  perisai exercise declare 01970000-0000-7000-8000-000000000001 --takes --url http://127.0.0.1:8481 \
                --key-file counsel.key
                """
        )
        @Argument(help: "The organisation's id.")
        var organisation: ID<Organisation>
        @Flag(inversion: .prefixedNo, help: "Whether it takes them.")
        var takes: Bool
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (organisation, takes, person) = (organisation, takes, actor.person)
            let item = try await access.administer {
                try await $0.declareExercises(of: organisation, takes, by: person)
            }
            try Listing.takesExercises.print([item], access)
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Close an exercise.",
            discussion: """
                  perisai exercise close 01970000-0000-7000-8000-0000000000e0 --url http://127.0.0.1:8481 \
                --key-file supervisor.key
                """
        )
        @Argument(help: "The exercise's id.")
        var id: ID<Exercise>
        @Option(help: "What is to be remembered of it.")
        var note: String?
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (id, note, person) = (id, note, actor.person)
            let item = try await access.administer { try await $0.closeExercise(id, note: note, by: person) }
            try Listing.exercises.print([item], access)
        }
    }

    struct Debrief: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell what happened to each request, and when, beside the plan.",
            discussion: """
                  perisai exercise debrief 01970000-0000-7000-8000-0000000000e0 --url http://127.0.0.1:8481 \
                --key-file supervisor.key
                """
        )
        @Argument(help: "The exercise's id.")
        var id: ID<Exercise>
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (id, person) = (id, actor.person)
            let debrief = try await access.administer { try await $0.exerciseDebrief(id, for: person) }
            let terminal = try CommandContext.current().terminal
            guard !access.json, let text = debrief["text"]?.stringValue else {
                return try terminal.line(String(decoding: debrief.canonicalBytes, as: UTF8.self))
            }
            for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                try terminal.line(String(line))
            }
        }
    }
}
