import ArgumentParser
import Cooperation

/// What can be done with the people of an organisation.
struct PersonCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract:
            "List, add, invite and erase people, close logins; say what they read, how they are reached, who is an officer.",
        subcommands: [
            List.self, Add.self, Languages.self, Address.self, Officer.self, Invite.self, CloseLogin.self, Erase.self,
        ]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the people.",
            discussion: "  perisai person list --data lentera"
        )
        @OptionGroup var owner: OwnerOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let items = try await access.administer(for: owner) { node, organisation in
                try await node.people(of: organisation)
            }
            try Listing.people.print(items, access)
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a person.",
            discussion: """
                  perisai person add --name "Sari" --roles reviewer,curator --data lentera
                """
        )
        @Option(help: "The name; it can be erased later.")
        var name: String
        @Option(
            help: ArgumentHelp("What the person may do.", valueName: "role,..."),
            transform: { text in
                try text.split(separator: ",").map { word in
                    guard let role = Role(rawValue: String(word)) else {
                        let known = Role.ofPeople.map(\.rawValue).joined(separator: ", ")
                        throw ValidationError("'\(word)' is no role; the roles are \(known).")
                    }
                    return role
                }
            }
        )
        var roles: [Role]
        @Option(
            help: ArgumentHelp(
                "What the person reads (default: any language).",
                valueName: "language,..."
            )
        )
        var languages: LanguageList?
        @OptionGroup var owner: OwnerOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (name, roles) = (name, roles)
            let languages = languages?.tags ?? []
            let item = try await access.administer(for: owner) { node, organisation in
                try await node.addPerson(
                    to: organisation,
                    name: name,
                    roles: roles,
                    languages: languages
                )
            }
            try Listing.people.print([item], access)
        }
    }

    struct Languages: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a person reads, so that cases in other languages are left out of their queue.",
            discussion: "  perisai person languages 01970000-0000-7000-8000-000000000002 id,ms --data lentera"
        )
        @Argument(help: "The person's id.")
        var id: ID<Person>
        @Argument(help: ArgumentHelp("The languages, as id,ms; 'any' for all.", valueName: "language,..."))
        var languages: LanguageList
        @OptionGroup var owner: OwnerOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (id, tags) = (id, languages.tags)
            let item = try await access.administer(for: owner) { node, organisation in
                try await node.changeLanguages(of: id, of: organisation, to: tags)
            }
            try Listing.people.print([item], access)
        }
    }

    struct Address: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say at which e-mail address a person is reached; without one, at none.",
            discussion: """
                The address is shown to that person and to administrators alone, and the one before is erased for good.

                  perisai person address 01970000-0000-7000-8000-000000000002 --email sari@lentera.example --data lentera
                """
        )
        @Argument(help: "The person's id.")
        var id: ID<Person>
        @Option(help: "The address; left out, the one before is removed.")
        var email: String?
        @OptionGroup var owner: OwnerOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (id, email) = (id, email)
            let item = try await access.administer(for: owner) { node, organisation in
                try await node.setAddress(email, of: id, in: organisation)
            }
            try Listing.people.print([item], access)
        }
    }

    struct Officer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say which officer of the exchange's register a person is, on an authority's own node.",
            discussion: """
                The person then writes requests here in that officer's name. They are signed with the officer's keys, which \
                the register holds and the exchange asks for.

                  perisai person officer 01970000-0000-7000-8000-000000000002 01970000-0000-7000-8000-000000000009 --data unit
                """
        )
        @Argument(help: "The person's id.")
        var id: ID<Person>
        @Argument(help: ArgumentHelp("The officer's id in the register.", valueName: "officer"))
        var officer: ID<Cooperation.Officer>
        @OptionGroup var owner: OwnerOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (id, officer) = (id, officer)
            let item = try await access.administer(for: owner) { node, organisation in
                try await node.nameOfficer(officer, ofPerson: id, of: organisation)
            }
            try Listing.people.print([item], access)
        }
    }

    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a link by which a person sets up their login to the console, once and for a week.",
            discussion: """
                  perisai person invite 01970000-0000-7000-8000-000000000002 --url http://127.0.0.1:8480 --key-file admin.key

                Give the link to the person alone: who has it can set their password.
                """
        )
        @Argument(help: "The person's id.")
        var id: ID<Person>
        @OptionGroup var owner: OwnerOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let id = id
            let item = try await access.administer(for: owner) { node, organisation in
                try await node.invitePerson(id, of: organisation)
            }
            try Listing.invitations.print([item], access)
        }
    }

    struct CloseLogin: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a person into the console no more; 'perisai person invite' lets them in again.",
            discussion: """
                Their sessions end, passkeys, password and codes are erased for good, and a link that waits no longer works. \
                Keys that act in the person's name go on working: 'perisai key revoke' ends one.

                  perisai person close-login 01970000-0000-7000-8000-000000000002 --data lentera
                """
        )
        @Argument(help: "The person's id.")
        var id: ID<Person>
        @OptionGroup var owner: OwnerOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let id = id
            try await access.administer(for: owner) { node, organisation in
                try await node.closeLogin(of: id, in: organisation)
            }
            try CommandContext.current().terminal.line("Closed the login of \(id).")
        }
    }

    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Erase a person's name and notes, for good; what they did stays recorded, and every proof verifies.",
            discussion: "  perisai person erase 01970000-0000-7000-8000-000000000002 --data lentera"
        )
        @Argument(help: "The person's id.")
        var id: ID<Person>
        @OptionGroup var owner: OwnerOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let id = id
            let item = try await access.administer(for: owner) { node, organisation in
                try await node.erasePerson(id, of: organisation)
            }
            try Listing.people.print([item], access)
        }
    }
}
