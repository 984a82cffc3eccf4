import ArgumentParser
import CanonicalJSON
import Cooperation

extension IdentityCheck.Method: ExpressibleByArgument {}
extension IdentityCheck.Result: ExpressibleByArgument {}
extension RiskFactor: ExpressibleByArgument {}
extension FormDefect: ExpressibleByArgument {}

extension AssessmentCommands {
    struct Take: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a request on.",
            discussion: "  perisai assessment take REQUEST"
        )
        @OptionGroup var subject: AssessmentSubject

        func run() async throws {
            try await subject.act("assignment")
        }
    }

    struct Identity: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Note how you made sure who asks.",
            discussion:
                "  perisai assessment identity REQUEST --method callBack --result confirmed --note \"Spoke to the desk\""
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: "By which way; call the number that the register has, never one from the request.")
        var method: IdentityCheck.Method
        @Option(help: "What came of it.")
        var result: IdentityCheck.Result
        @Option(help: "Who was reached, and how.")
        var note: String
        @Option(help: "The number that you called, where the register has none.")
        var callBack: String?
        @Option(help: "From which source you have that number, apart from the request.")
        var callBackSource: String?

        func run() async throws {
            var said: [String: JSONValue] = [
                "method": .string(method.rawValue), "result": .string(result.rawValue), "note": .string(note),
            ]
            said["callBack"] = callBack.map { .string($0) }
            said["callBackSource"] = callBackSource.map { .string($0) }
            try await subject.act("identity", .object(said))
        }
    }

    struct Lock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lock a request that looks forged.",
            discussion: "  perisai assessment lock REQUEST --factor doubtfulAddress --note \"Look-alike\""
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: "What makes it look forged; may be given several times.")
        var factor: [RiskFactor] = []
        @Option(help: "Why.")
        var note: String

        func run() async throws {
            try await subject.act(
                "lock",
                ["factors": .array(factor.map { .string($0.rawValue) }), "note": .string(note)]
            )
        }
    }

    struct Unlock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Clear a request that looked forged, as another person than who worked on it.",
            discussion: "  perisai assessment unlock REQUEST --note \"Confirmed in person\""
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: "Why it is genuine.")
        var note: String

        func run() async throws {
            try await subject.act("unlock", ["note": .string(note)])
        }
    }

    struct Forged: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find that a locked request is forged, as another person than who locked it.",
            discussion: """
                It is closed, and counted in public by half-year, with the name that it bore once that is over. Where it \
                came over an exchange that keeps the office, the other members are told that its name was misused, so that \
                they call back before they trust; of paper others are not told: call them. Practice is not counted, and \
                nobody else is told. The authority is told by telephone, and not here: somebody else may have its keys. \
                Another person can take it back (perisai assessment not-forged), and another than they clears the request; \
                what was undone stays undone.

                  perisai assessment forged REQUEST --note "The desk knows nothing of it"
                """
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: "How you know.")
        var note: String

        func run() async throws {
            try await subject.act("forgery", ["note": .string(note)])
        }
    }

    struct NotForged: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back that a request is forged, as another person than who found it.",
            discussion: """
                It is locked again, and another person than who took it back clears it (perisai assessment unlock); then its \
                exchange is told, the figures count it as the authority's again and say that it was taken back, and it is \
                answered where the authority still waits. What was undone stays undone: the authority asks again. Who runs \
                the exchange vouches for the office anew, so that nobody has to call it back any more.

                  perisai assessment not-forged REQUEST --reason "The desk found the call in its book"
                """
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: "How you know; it stays here.")
        var reason: String

        func run() async throws {
            try await subject.act("forgery-reversal", ["reason": .string(reason)])
        }
    }

    struct Form: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Note what the form of a request lacks; no defect where all is there.",
            discussion: "  perisai assessment form REQUEST --defect reasons"
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: "What is missing; may be given several times.")
        var defect: [FormDefect] = []
        @Option(help: "What makes it look forged; may be given several times.")
        var factor: [RiskFactor] = []
        @Option(help: "More of it.")
        var note: String?

        func run() async throws {
            try await subject.act(
                "form",
                [
                    "defects": .array(defect.map { .string($0.rawValue) }),
                    "factors": .array(factor.map { .string($0.rawValue) }), "note": note.map { .string($0) } ?? .null,
                ]
            )
        }
    }

    struct Preserve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Confirm that what may be removed is kept, sealed.",
            discussion: "  perisai assessment preserve REQUEST --until 2027-05-26T00:00:00Z"
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: "Until when.")
        var until: Timestamp
        @Option(help: "Why it is kept for less than another person noted.")
        var reasons: String?

        func run() async throws {
            var noted: [String: JSONValue] = ["until": .string(until.description)]
            noted["reasons"] = reasons.map { .string($0) }
            try await subject.act("preservation", .object(noted))
        }
    }

    struct Adviser: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask the independent adviser.",
            discussion: "  perisai assessment adviser REQUEST --adviser PERSON"
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: ArgumentHelp("The adviser, who has an account here for this.", valueName: "uuid"))
        var adviser: ID<Person>

        func run() async throws {
            try await subject.act("adviser", ["person": .string(adviser.description)])
        }
    }

    struct Danger: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Agree, as counsel or adviser, to a disclosure in spite of a danger, or don't.",
            discussion: "  perisai assessment danger REQUEST --no-agrees --reasons \"Exile\""
        )
        @OptionGroup var subject: AssessmentSubject
        @Flag(inversion: .prefixedNo, help: "Whether you agree.")
        var agrees: Bool
        @Option(help: "Why.")
        var reasons: String

        func run() async throws {
            try await subject.act("danger", ["agrees": .bool(agrees), "reasons": .string(reasons)])
        }
    }

    struct NoteDanger: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Note that a person may die, be tortured or be abroad, as long as anything may still go out.",
            discussion: "  perisai assessment note-danger REQUEST --danger exile --note \"Fled in May\""
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: "Which danger; may be given several times.")
        var danger: [Cooperation.Danger]
        @Option(help: "What is known of it.")
        var note: String

        func run() async throws {
            try await subject.act(
                "dangers",
                ["dangers": .array(danger.map { .string($0.rawValue) }), "note": .string(note)]
            )
        }
    }
}
