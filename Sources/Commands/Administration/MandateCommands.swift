import ArgumentParser

/// Which offices a node's register holds.
struct OfficeCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "office",
        abstract: "List the offices of a node's register.",
        subcommands: [List.self]
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
}

/// Which officers a node's register holds.
struct OfficerCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "officer",
        abstract: "List the officers of a node's register.",
        subcommands: [List.self]
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
}
