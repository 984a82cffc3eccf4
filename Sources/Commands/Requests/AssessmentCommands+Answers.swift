import ArgumentParser
import CanonicalJSON
import Cooperation

extension ClockTerms.StopReason: ExpressibleByArgument {}

extension AssessmentCommands {
    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Agree to the answer that another person wrote.",
            discussion: "  perisai assessment approve REQUEST"
        )
        @OptionGroup var subject: AssessmentSubject

        func run() async throws {
            try await subject.act("approval")
        }
    }

    struct Return: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Do not agree to the answer that another person wrote.",
            discussion: "  perisai assessment return REQUEST --reason \"Too broad\""
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: "Why.")
        var reason: String

        func run() async throws {
            try await subject.act("return", ["reason": .string(reason)])
        }
    }

    struct StopClock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say why the clock stands; the authority reads it.",
            discussion: "  perisai assessment stop-clock REQUEST --reason missingInformation --note \"Which post?\""
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: "Why.")
        var reason: ClockTerms.StopReason
        @Option(help: "What is missing or wrong.")
        var note: String

        func run() async throws {
            try await subject.act("clock-stop", ["reason": .string(reason.rawValue), "note": .string(note)])
        }
    }

    struct ResumeClock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let the clock go on.",
            discussion: "  perisai assessment resume-clock REQUEST"
        )
        @OptionGroup var subject: AssessmentSubject

        func run() async throws {
            try await subject.act("clock-resume")
        }
    }

    struct ConfirmMeasure: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Confirm a temporary measure before it ends by itself.",
            discussion: "  perisai assessment confirm-measure REQUEST --reason \"Looked again\""
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: "Why it stays.")
        var reason: String

        func run() async throws {
            try await subject.act("measure", ["reason": .string(reason)])
        }
    }

    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that what was done about an item was wrong and is undone.",
            discussion: """
                The authority is told that it is undone, and not why. Where two people had to agree to the answer about the \
                item, another person than who wrote that says so.

                  perisai assessment undo REQUEST --item 2 --reason "It was a news report"
                """
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: "The number of the item.")
        var item: Int
        @Option(help: "Why it was wrong.")
        var reason: String

        func run() async throws {
            try await subject.act("reversal", ["item": .integer(Int64(item)), "reason": .string(reason)])
        }
    }

    struct NoteFormal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Note that the formal request came after an emergency.",
            discussion: """
                One that is recorded here is named; of one that is not, say in words what came and when, as another person \
                than those who answered the emergency.

                  perisai assessment note-formal REQUEST --request OTHER
                  perisai assessment note-formal REQUEST --note "Letter F-18 of Tuesday"
                """
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: ArgumentHelp("The request that it came with, where it is recorded here.", valueName: "uuid"))
        var request: ID<Request>?
        @Option(help: "What came, and when, where it is not recorded here.")
        var note: String?

        func run() async throws {
            var body: [String: JSONValue] = [:]
            body["request"] = request.map { .string($0.description) }
            body["note"] = note.map { .string($0) }
            try await subject.act("formal-request", .object(body))
        }
    }

    struct Reopen: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Answer anew what the exchange refused of an answer for good.",
            discussion: "  perisai assessment reopen REQUEST --key-file counsel.key"
        )
        @OptionGroup var subject: AssessmentSubject

        func run() async throws {
            try await subject.act("reopening")
        }
    }

    struct NoteTold: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Note that the person concerned was told.",
            discussion: "  perisai assessment note-told REQUEST"
        )
        @OptionGroup var subject: AssessmentSubject

        func run() async throws {
            try await subject.act("person-told")
        }
    }
}
