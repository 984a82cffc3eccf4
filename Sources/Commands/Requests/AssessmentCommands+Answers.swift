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

    struct NoteFormal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Note that the formal request came after an emergency.",
            discussion: "  perisai assessment note-formal REQUEST --request OTHER"
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: ArgumentHelp("The request that it came with; none for one on paper.", valueName: "uuid"))
        var request: ID<Request>?

        func run() async throws {
            try await subject.act("formal-request", ["request": request.map { .string($0.description) } ?? .null])
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
