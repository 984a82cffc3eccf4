import ArgumentParser
import CanonicalJSON
import Cooperation

/// What can be done with the members of a node.
struct OrganisationCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation",
        abstract: "List and register members, and change their standing.",
        subcommands: [List.self, Register.self, Show.self, ChangeStanding.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the members.",
            discussion: "  perisai organisation list --url http://127.0.0.1:8480 --key-file admin.key"
        )
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let items = try await access.administer { try await $0.organisations() }
            try Listing.organisations.print(items, access)
        }
    }

    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Register a member, as an applicant.",
            discussion: """
                  perisai organisation register --kind authority --name "Unit 7" --governments gov.example --data exchange
                """
        )
        @OptionGroup var access: AccessOptions
        @Option(help: "What the member is.")
        var kind: OrganisationKind
        @Option(help: "Its name.")
        var name: String
        @Option(name: .customLong("id"), help: ArgumentHelp("The id that its own node has.", valueName: "uuid"))
        var identifier: ID<Organisation>?
        @OptionGroup(title: "Who stands behind it") var interests: InterestOptions

        func run() async throws {
            let (identifier, kind, name, interests) = (identifier, kind, name, try interests.interests())
            let item = try await access.administer {
                try await $0.register(identifier, kind: kind, name: name, interests: interests)
            }
            try Listing.organisations.print([item], access)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one member with all that is known of it, as JSON.",
            discussion: "  perisai organisation show 01970000-0000-7000-8000-000000000001 --data exchange"
        )
        @Argument(help: "Its id.")
        var id: ID<Organisation>
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let id = id
            let item = try await access.administer { try await $0.organisation(id) }
            try CommandContext.current().terminal.line(item.canonicalString)
        }
    }

    struct ChangeStanding: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "standing",
            abstract: "Change where a member is in its life, as the members decided.",
            discussion: """
                Done by the organisation that runs the node: with a key of its secretary or administrator that is bound to a \
                person, or in the data folder in the name of such a person.

                  perisai organisation standing 01970000-0000-7000-8000-000000000001 active --reason "Vote of 3 May" \
                --url https://exchange.example --key-file secretary.key
                  perisai organisation standing 01970000-0000-7000-8000-000000000001 active --reason "Vote of 3 May" \
                --data exchange --person 01970000-0000-7000-8000-000000000002
                """
        )
        @Argument(help: "Its id.")
        var id: ID<Organisation>
        @Argument(help: "The new standing.")
        var standing: Standing
        @Option(help: "Why; recorded and shown to the member.")
        var reason: String
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (id, standing, reason, person) = (id, standing, reason, actor.person)
            let item = try await access.administer {
                try await $0.changeStanding(of: id, to: standing, reason: reason, by: person)
            }
            try Listing.organisations.print([item], access)
        }
    }
}
