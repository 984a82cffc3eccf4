import ArgumentParser
import CanonicalJSON
import Cooperation

extension DataCategory: ExpressibleByArgument {}

extension AssessmentCommands {
    struct Weigh: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Weigh whether what is asked is lawful, needed and no more than that.",
            discussion: """
                The file is JSON as POST /v1/assessments/{id}/weighing takes it.

                  perisai assessment weigh REQUEST weighing.json --key-file counsel.key
                """
        )
        @OptionGroup var subject: AssessmentSubject
        @Argument(help: "The finding.", completion: .file())
        var file: String

        func run() async throws { try await subject.act("weighing", StatementFile.statement(file)) }
    }

    struct Answer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write an answer about each item; it goes out once everybody agreed who has to.",
            discussion: """
                The file is JSON as POST /v1/assessments/{id}/answer takes it.

                What the answer says as reasons goes to the authority word for word. Where a protected role was noted, write
                neither who the person is, nor what role they have, nor what you know of them. Whoever complies, refuses for
                rights or goes to court has weighed the request before.

                  perisai assessment answer REQUEST answer.json --key-file counsel.key
                """
        )
        @OptionGroup var subject: AssessmentSubject
        @Argument(help: "The answer.", completion: .file())
        var file: String

        func run() async throws { try await subject.act("answer", StatementFile.statement(file)) }
    }

    struct Disclose: AsyncParsableCommand {
        /// The longest file that is sent, in bytes.
        private static let bytesMax = 4 << 20

        static let configuration = CommandConfiguration(
            abstract: "Hand data over; the node encrypts them to the authority's key before it keeps anything.",
            discussion: "  perisai assessment disclose REQUEST subscriber.csv --category subscriber"
        )
        @OptionGroup var subject: AssessmentSubject
        @Argument(help: "The plain file.", completion: .file())
        var file: String
        @Option(help: "Which data these are; what reaches less deep comes first.")
        var category: DataCategory
        @Option(help: "What the file is called for the authority.")
        var name = "data"

        func run() async throws {
            let bytes = try FileContents.read(named: file, bytesMax: Self.bytesMax)
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isPlain) else {
                throw CommandFailure("--name takes letters, digits, dots, hyphens and underscores.")
            }
            let assessment = try await subject.remote.node().send(
                bytes,
                to: "/v1/assessments/\(subject.id)/disclosures?category=\(category.rawValue)&name=\(name)"
            )
            try subject.remote.print([assessment], as: .assessments)
        }

        private static func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    struct Widen: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say, in an emergency, why the data that went out were not enough.",
            discussion: """
                Whoever hands over data of a further category says so first, and is another person than who handed over the \
                first.

                  perisai assessment widen REQUEST --category traffic --reason "The account has no telephone number"
                """
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: "Which data are to go out as well.")
        var category: DataCategory
        @Option(help: "Why what went out was not enough.")
        var reason: String

        func run() async throws {
            try await subject.act("widening", ["category": .string(category.rawValue), "reasons": .string(reason)])
        }
    }

    struct DiscloseElsewhere: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "disclose-elsewhere",
            abstract: "Note that data for a request on paper were handed over outside of the node.",
            discussion: """
                For whoever has no key here, and for no emergency: to an office that has one, hand over by 'assessment disclose'. \
                What was handed over before it had one is noted with the time. The same has to be done before as for that. \
                The file stays where it is: only its SHA-256 goes to the node.

                  perisai assessment disclose-elsewhere REQUEST subscriber.csv --category subscriber \
                --note \"By courier to the desk\" --key-file counsel.key
                """
        )
        @OptionGroup var subject: AssessmentSubject
        @Argument(help: "The file as it was handed over.", completion: .file())
        var file: String
        @Option(help: "Which data these are; what reaches less deep comes first.")
        var category: DataCategory
        @Option(help: "How, and to whom.")
        var note: String
        @Option(help: "When, as 2026-11-26T03:10:00Z; now where it is not said.")
        var handedAt: String?

        func run() async throws {
            var body: [String: JSONValue] = [
                "category": .string(category.rawValue), "note": .string(note),
                "sha256": .string(try AssessmentFile.sha256(file)),
            ]
            if let handedAt {
                guard let moment = Timestamp(handedAt) else {
                    throw CommandFailure("A time is written as 2026-11-26T03:10:00Z.")
                }
                body["handedAt"] = .string(moment.description)
            }
            try await subject.act("disclosures-elsewhere", .object(body))
        }
    }
}
