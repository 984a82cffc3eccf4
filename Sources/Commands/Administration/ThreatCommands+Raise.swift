import ArgumentParser
import Cooperation

extension ThreatCommands {
    struct Raise: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Flag a threat to life; the clock runs from now on.",
            discussion: """
                  perisai threat raise --level highSpecific --office 01970000-0000-7000-8000-0000000000a1 \
                --seen-at 2026-11-26T03:10:00Z --what 'A post names a place and a time.' --why 'The time is tonight.' \
                --identifier 'account example' --url http://127.0.0.1:8481 --key-file sari.key
                """
        )
        @Option(help: "How grave it is.")
        var level: ThreatLevel
        @Option(help: "The office's id, as 'threat recipients' lists it.")
        var office: ID<Office>?
        @Option(
            help: "The country, as two capital letters, where 'threat recipients' lists no office that may receive it."
        )
        var country: String?
        @Option(help: ArgumentHelp("When it was seen, in UTC.", valueName: "time"))
        var seenAt: String
        @Option(help: "What was seen.")
        var what: String
        @Option(help: "Why it is imminent.")
        var why: String
        @Option(help: "By what somebody can be found; may be given several times, the minimum.")
        var identifier: [String] = []
        @Option(help: "Why another office than the recommended one.")
        var choice: String?
        @Option(help: "A danger that is known; may be given several times.")
        var danger: [Danger] = []
        @Option(help: "The case that it starts from; its id never leaves the node.")
        var `case`: ID<Case>?
        @Option(help: "The request that it starts from, as this node assesses it; that it did never leaves the node.")
        var request: ID<Assessment>?
        @Flag(help: "Mark it as an exercise.")
        var exercise = false
        @OptionGroup var access: AccessOptions

        func validate() throws {
            guard (office == nil) != (country == nil) else {
                throw ValidationError(
                    "Name the office, or the country where the register has none that may receive it."
                )
            }
        }

        func run() async throws {
            guard let seenAt = Timestamp(seenAt) else {
                throw CommandFailure("A time is written as 2026-11-26T03:10:00Z.")
            }
            let threat = NewThreat(
                level: level,
                office: office,
                country: country,
                seenAt: seenAt,
                what: what,
                why: why,
                identifiers: identifier,
                choice: choice,
                dangers: danger,
                startedFrom: `case`,
                startedFromRequest: request,
                isExercise: exercise
            )
            try Listing.threats.print(try await access.threats(.raise(threat)), access)
        }
    }

    struct Inbox: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the threat alerts that one's authority got, or that one sent, where they were sent to."
        )
        @OptionGroup var access: AccessOptions

        func run() async throws { try Listing.threatNotices.print(try await access.threats(.inbox), access) }
    }

    struct Acknowledge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say as the authority that one has an alert.")
        @Argument(help: "The alert's id.")
        var id: ID<ThreatNotice>
        @OptionGroup var access: AccessOptions

        func run() async throws { try Listing.threatNotices.print(try await access.threats(.acknowledge(id)), access) }
    }

    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "outcome",
            abstract: "Report as the authority what became of an alert."
        )
        @Argument(help: "The alert's id.")
        var id: ID<ThreatNotice>
        @Argument(help: "What became of it.")
        var outcome: ThreatOutcome
        @Option(help: "What else the sender should know.")
        var note: String?
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try Listing.threatNotices.print(try await access.threats(.report(id, outcome, note: note)), access)
        }
    }
}
