import ArgumentParser
import CanonicalJSON
import Cooperation

extension ThreatLevel: ExpressibleByArgument {}
extension ThreatOutcome: ExpressibleByArgument {}
extension Danger: ExpressibleByArgument {}

/// Telling the one competent authority that a life is in danger.
struct ThreatCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "threat",
        abstract: "Tell the one competent authority that a life is in danger, and answer as that authority.",
        discussion: """
            A threat goes to one office of one country and never to more. Two people approve it, by night one; from the \
            flag on a clock of 15 minutes runs. All of it asks a running node, with a key that is bound to a person.

              perisai threat recipients ID --url http://127.0.0.1:8481 --key-file sari.key
              perisai threat approve 01970000-0000-7000-8000-0000000000a0 --url http://127.0.0.1:8481 --key-file budi.key
            """,
        subcommands: [
            List.self, Show.self, Figures.self, Recipients.self, Raise.self, Approve.self, Release.self,
            NoteDanger.self, Agree.self, Redirect.self, Withdraw.self, Call.self, Inbox.self, Received.self,
            Acknowledge.self, Report.self,
        ]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the organisation's own threat alerts.")
        @OptionGroup var access: AccessOptions

        func run() async throws { try Listing.threats.print(try await access.threats(.list), access) }
    }

    struct Recipients: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the offices of a country that an alert could go to, the recommended one first."
        )
        @Argument(help: "The country, as two capital letters.")
        var country: String
        @OptionGroup var access: AccessOptions

        func run() async throws {
            guard country.count == 2, country.allSatisfy({ $0.isASCII && $0.isUppercase }) else {
                throw CommandFailure("A country is two capital letters, as ID.")
            }
            try Listing.threatRecipients.print(try await access.threats(.recipients(country: country)), access)
        }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Approve an alert; it goes out where enough people did."
        )
        @Argument(help: "The alert's id.")
        var id: ID<ThreatAlert>
        @OptionGroup var access: AccessOptions

        func run() async throws { try Listing.threats.print(try await access.threats(.approve(id)), access) }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Try again to let an alert go out that was withheld, once an authority may receive it."
        )
        @Argument(help: "The alert's id.")
        var id: ID<ThreatAlert>
        @OptionGroup var access: AccessOptions

        func run() async throws { try Listing.threats.print(try await access.threats(.release(id)), access) }
    }

    struct NoteDanger: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "danger",
            abstract: "Note that somebody may die, be tortured or be followed abroad."
        )
        @Argument(help: "The alert's id.")
        var id: ID<ThreatAlert>
        @Option(help: "Which danger; may be given several times.")
        var danger: [Danger]
        @Option(help: "What is known of it.")
        var note: String
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try Listing.threats.print(try await access.threats(.danger(id, danger, note: note)), access)
        }
    }

    struct Agree: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Agree in writing, as counsel or adviser, that an alert goes out in spite of a danger.",
            discussion: """
                Both have to, each with a key of their own, and neither is somebody who raised, directed or approved it.
                """
        )
        @Argument(help: "The alert's id.")
        var id: ID<ThreatAlert>
        @Option(help: "What you agree to, and why.")
        var text: String
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try Listing.threats.print(try await access.threats(.agree(id, text: text)), access)
        }
    }

    struct Redirect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name another office; who approved or agreed before has to do so again."
        )
        @Argument(help: "The alert's id.")
        var id: ID<ThreatAlert>
        @Option(help: "The office's id.")
        var office: ID<Office>
        @Option(help: "Why another one.")
        var choice: String
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try Listing.threats.print(try await access.threats(.redirect(id, to: office, choice: choice)), access)
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take an alert back that was not sent.")
        @Argument(help: "The alert's id.")
        var id: ID<ThreatAlert>
        @Option(help: "Why.")
        var reason: String
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try Listing.threats.print(try await access.threats(.withdraw(id, reason: reason)), access)
        }
    }

    struct Call: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Note that somebody telephoned the authority; only a call that reached a person ends the clock."
        )
        @Argument(help: "The alert's id.")
        var id: ID<ThreatAlert>
        @Option(help: "With whom, and what was said.")
        var note: String
        @Flag(inversion: .prefixedNo, help: "Whether a person of the authority was reached.")
        var reached: Bool
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let act = ThreatAct.call(id, note: note, isReached: reached)
            try Listing.threats.print(try await access.threats(act), access)
        }
    }
}

extension AccessOptions {
    func threats(_ act: ThreatAct) async throws -> [JSONValue] {
        try await administer { try await $0.threats(act) }
    }
}
