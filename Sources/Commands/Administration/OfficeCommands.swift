import ArgumentParser
import Cooperation
import Services

/// What can be done with the offices of a node's register.
struct OfficeCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "office",
        abstract: "List the offices of a node's register; enter, change, vouch for and revoke one.",
        subcommands: [List.self, Enter.self, Change.self, Warn.self, Vouch.self, Revoke.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the offices, and whether somebody vouches for them.",
            discussion: "  perisai office list --data exchange"
        )
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try Listing.offices.print(try await access.administer { try await $0.offices() }, access)
        }
    }

    struct Enter: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter an office of an authority; it issues nothing before somebody vouches for it.",
            discussion: """
                Done by the authority itself, or by the organisation that runs the node.

                  perisai office enter 01970000-0000-7000-8000-000000000001 --function police --country ID \
                --zone Asia/Jakarta --instruments ID_MR5_URGENT,ID_REFERRAL --name "Desk 7" --telephone "+62 21 555 0100" \
                --telephone-source "National directory" --law "Act 5 of 2018" --url https://exchange.example \
                --key-file supervisor.key
                """
        )
        @Argument(help: "The authority's id.")
        var id: ID<Organisation>
        @Option(help: "What it is within its state.")
        var function: OfficeFunction
        @Option(help: ArgumentHelp("Its country, as two capital letters.", valueName: "country"))
        var country: String
        @Option(help: ArgumentHelp("Its time zone by its IANA name.", valueName: "zone"))
        var zone: String
        @Option(help: ArgumentHelp("The codes of the instruments that it may issue.", valueName: "code,..."))
        var instruments: String = ""
        @OptionGroup(title: "What is said of it") var said: OfficeTextOptions
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func validate() throws {
            guard OfficeText.required.isSubset(of: said.texts.keys) else {
                throw ValidationError("An office has --name, --telephone, --telephone-source and --law.")
            }
        }

        func run() async throws {
            let act = RegisterAct.enterOffice(
                Node.NewOffice(
                    authority: id,
                    function: function,
                    country: country,
                    zone: zone,
                    instruments: OfficeTextOptions.codes(instruments),
                    texts: said.texts
                )
            )
            try await access.keepRegister(act, by: actor.person)
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change an office; what is left out stays.",
            discussion: """
                A change of the function, the instruments, the telephone number or its source ends the vouching.

                  perisai office change 01970000-0000-7000-8000-000000000003 --telephone "+62 21 555 0200" \
                --telephone-source "National directory" --url https://exchange.example --key-file supervisor.key
                """
        )
        @Argument(help: "Its id.")
        var id: ID<Office>
        @Option(help: "What it is within its state.")
        var function: OfficeFunction?
        @Option(help: ArgumentHelp("Its time zone by its IANA name.", valueName: "zone"))
        var zone: String?
        @Option(help: ArgumentHelp("The codes of all instruments from now on.", valueName: "code,..."))
        var instruments: String?
        @OptionGroup(title: "What is said of it") var said: OfficeTextOptions
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let changed = Node.ChangedOffice(
                function: function,
                zone: zone,
                instruments: instruments.map(OfficeTextOptions.codes),
                texts: said.texts
            )
            try await access.keepRegister(.changeOffice(id, changed), by: actor.person)
        }
    }

    struct Warn: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether the law has an office warned of threats to life, and in which place.",
            discussion: """
                Without --order nothing is said of it any more, and its function counts. The vouching ends with it.

                  perisai office warn 01970000-0000-7000-8000-000000000003 --order 1 --law "Act 5, article 9" \
                --source "State gazette" --url https://exchange.example --key-file supervisor.key
                """
        )
        @Argument(help: "Its id.")
        var id: ID<Office>
        @Option(help: ArgumentHelp("The place among the offices of its country, from 1.", valueName: "number"))
        var order: Int?
        @Option(help: "The law under which it is warned.")
        var law: String?
        @Option(help: "Where that was read.")
        var source: String?
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func validate() throws {
            guard order != nil || (law == nil && source == nil) else {
                throw ValidationError("Give --order too: without it, nothing is said of the office any more.")
            }
        }

        func run() async throws {
            try await access.keepRegister(.setWarning(id, order: order, law: law, source: source), by: actor.person)
        }
    }

    struct Vouch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Vouch for an office, after asking by another way than the one that it came by.",
            discussion: """
                Done by the organisation that runs the node, and never by whoever entered it. What the office asks in an emergency \
                needs the words of two different people.

                  perisai office vouch 01970000-0000-7000-8000-000000000003 --how "Called the ministry's switchboard" \
                --data exchange --person 01970000-0000-7000-8000-000000000002
                """
        )
        @Argument(help: "Its id.")
        var id: ID<Office>
        @Option(help: "How you asked.")
        var how: String
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try await access.keepRegister(.vouchForOffice(id, how: how), by: actor.person)
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revoke an office: it and its officers issue nothing any more.",
            discussion: """
                  perisai office revoke 01970000-0000-7000-8000-000000000003 --reason "Dissolved" \
                --data exchange --person 01970000-0000-7000-8000-000000000002
                """
        )
        @Argument(help: "Its id.")
        var id: ID<Office>
        @Option(help: "Why.")
        var reason: String
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try await access.keepRegister(.revokeOffice(id, reason: reason), by: actor.person)
        }
    }
}
