import ArgumentParser
import CanonicalJSON
import Cooperation

/// What can be done with the keys of an organisation.
struct KeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "List, issue and revoke the keys of an organisation.",
        subcommands: [List.self, Issue.self, Revoke.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the keys, without their secrets.",
            discussion: "  perisai key list --data lentera"
        )
        @OptionGroup var owner: OwnerOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let items = try await access.administer(for: owner) { node, organisation in
                try await node.keys(of: organisation)
            }
            try Listing.keys.print(items, access)
        }
    }

    struct Issue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Issue a key; its secret is shown this once.",
            discussion: """
                Deciding, verifying and voting need a key that is bound to a person. A key that vouches is for a node that \
                follows, which names its people by opaque ids. A key with the role monitor is for the program that watches the \
                node: it reads the metrics and nothing else.

                  perisai key issue --role reviewer --person 01970000-0000-7000-8000-000000000002 --data lentera
                  perisai key issue --role curator --vouches --out follow.key --data exchange
                  perisai key issue --role monitor --out prometheus.key --data lentera
                """
        )
        @Option(help: "What its bearer may do.")
        var role: Role
        @Option(help: ArgumentHelp("Who bears it.", valueName: "uuid"))
        var person: ID<Person>?
        @Flag(help: "The bearer is a member's node, which vouches for its people.")
        var vouches = false
        @Option(help: ArgumentHelp("When it ends, as 2027-01-31T00:00:00Z.", valueName: "time"))
        var expiresAt: Timestamp?
        @Option(
            help: ArgumentHelp("Write the secret to this new file (mode 0600) and do not show it.", valueName: "file"),
            completion: .file()
        )
        var out: String?
        @OptionGroup var owner: OwnerOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (role, person) = (role, person)
            let (vouches, expiresAt) = (vouches, expiresAt)
            var (members, secret) = try await DurableFile.fill(out) {
                let item = try await access.administer(for: owner) { node, organisation in
                    try await node.issueKey(
                        for: organisation,
                        role: role,
                        person: person,
                        vouches: vouches,
                        expiresAt: expiresAt
                    )
                }
                guard let members = item.objectValue, let secret = members["secret"]?.stringValue else {
                    throw CommandFailure(
                        "The node issued a key, but not its secret.",
                        advice: "Revoke it and try again."
                    )
                }
                return (secret + "\n", (members, secret))
            }
            if out != nil { members["secret"] = nil }
            try Listing.keys.print([.object(members)], access)
            if out == nil, !access.json {
                try CommandContext.current().terminal.line("Secret, shown this once: \(secret)")
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revoke a key; it stops working with the next request.",
            discussion: "  perisai key revoke 01970000-0000-7000-8000-000000000003 --data lentera"
        )
        @Argument(help: "The key's id.")
        var id: ID<Key>
        @OptionGroup var owner: OwnerOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let id = id
            try await access.administer(for: owner) { node, organisation in
                try await node.revokeKey(id, of: organisation)
            }
            try CommandContext.current().terminal.line("Revoked \(id).")
        }
    }
}
