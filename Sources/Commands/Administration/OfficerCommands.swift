import ArgumentParser
import Cooperation

/// What can be done with the officers of a node's register.
struct OfficerCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "officer",
        abstract: "List the officers of a node's register; enter one, change the rank, vouch, and keep the keys.",
        subcommands: [
            List.self, Enter.self, ChangeRank.self, Vouch.self, AddKey.self, VouchKey.self, RevokeKey.self, Leave.self,
        ]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the officers, and whether somebody vouches for them.",
            discussion: "  perisai officer list --data exchange"
        )
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try Listing.officers.print(try await access.administer { try await $0.officers() }, access)
        }
    }

    struct Enter: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a person of an authority an officer of one of its offices.",
            discussion: """
                  perisai officer enter 01970000-0000-7000-8000-000000000004 --office 01970000-0000-7000-8000-000000000003 \
                --rank officer --name "R. Hadi" --url https://exchange.example --key-file supervisor.key
                """
        )
        @Argument(help: "The person's id.")
        var id: ID<Person>
        @Option(help: ArgumentHelp("The office.", valueName: "uuid"))
        var office: ID<Office>
        @Option(help: "What the officer may do with a request.")
        var rank: OfficerRank
        @Option(help: "The name, as platforms are told it.")
        var name: String
        @Option(help: "The post.")
        var post: String?
        @Option(help: "How the officer is reached.")
        var contact: String?
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let texts = try OfficerTexts(name: name, post: post, contact: contact)
            try await access.keepRegister(.enterOfficer(id, at: office, rank, texts), by: actor.person)
        }
    }

    struct ChangeRank: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rank",
            abstract: "Change an officer's rank, which needs a new vouching.",
            discussion: """
                  perisai officer rank 01970000-0000-7000-8000-000000000005 supervisor --url https://exchange.example \
                --key-file supervisor.key
                """
        )
        @Argument(help: "The officer's id.")
        var id: ID<Officer>
        @Argument(help: "The new rank.")
        var rank: OfficerRank
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try await access.keepRegister(.changeRank(id, rank), by: actor.person)
        }
    }

    struct Vouch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Vouch for an officer, after the office confirmed it by a call back.",
            discussion: """
                  perisai officer vouch 01970000-0000-7000-8000-000000000005 --how "Called the registered number" \
                --data exchange --person 01970000-0000-7000-8000-000000000002
                """
        )
        @Argument(help: "The officer's id.")
        var id: ID<Officer>
        @Option(help: "How you asked.")
        var how: String
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try await access.keepRegister(.vouchForOfficer(id, how: how), by: actor.person)
        }
    }

    struct Leave: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Note that an officer left; all keys stop.",
            discussion: """
                  perisai officer leave 01970000-0000-7000-8000-000000000005 --url https://exchange.example \
                --key-file supervisor.key
                """
        )
        @Argument(help: "The officer's id.")
        var id: ID<Officer>
        @Option(help: "Why.")
        var reason: String?
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try await access.keepRegister(.leave(id, reason: reason), by: actor.person)
        }
    }
}
