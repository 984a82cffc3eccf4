import ArgumentParser
import CanonicalJSON
import Cooperation
import Services

/// Targets that belong to nobody, and about which nobody has a lawful reason to ask.
struct CanaryCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "canary",
        abstract: "Keep targets that belong to nobody: a request for data that names one is locked.",
        subcommands: [List.self, Add.self, Remove.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List them, and how many requests named each; never what they are.",
            discussion: "  perisai request canary list --url http://127.0.0.1:8481 --key-file lead.key"
        )
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let person = actor.person
            try Listing.canaries.print(try await access.administer { try await $0.canaries(for: person) }, access)
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Register one; one that is registered already is shown as it stands.",
            discussion: """
                The node keeps a keyed hash alone. Whoever asks for data about it learns nothing: the request is locked, a \
                lead and counsel are alerted, and it is counted.

                  perisai request canary add TEST-nobody@mail.example --url http://127.0.0.1:8481 --key-file lead.key
                """
        )
        @Argument(help: "The account or the address, as a request would name it.")
        var target: String
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (target, person) = (target, actor.person)
            let item = try await access.administer { try await $0.registerCanary(target, by: person) }
            try Listing.canaries.print([item], access)
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove one, and erase its keyed hash.",
            discussion: """
                What it locked stays locked until a person clears it. 'perisai request canary add' with the same target tells \
                the id.

                  perisai request canary remove 01970000-0000-7000-8000-0000000000ca --url http://127.0.0.1:8481 \
                --key-file lead.key
                """
        )
        @Argument(help: "Its id.")
        var id: ID<Canary>
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let (id, person) = (id, actor.person)
            try await access.administer { try await $0.removeCanary(id, by: person) }
            try CommandContext.current().terminal.line("Removed \(id).")
        }
    }
}

extension LocalAdministration {
    func canaries(for person: ID<Person>?) async throws -> [JSONValue] {
        _ = try await caller(person, for: .readCanaries)
        return try await all { after in
            let page = try await node.canaries(after: after, limit: Self.pageSize)
            return (page.canaries.map(\.json), page.next)
        }
    }

    func registerCanary(_ target: String, by person: ID<Person>?) async throws -> JSONValue {
        try await node.registerCanary(target, by: caller(person, for: .keepCanaries)).json
    }

    func removeCanary(_ id: ID<Canary>, by person: ID<Person>?) async throws {
        try await node.removeCanary(id, by: caller(person, for: .keepCanaries))
    }
}

extension RemoteAdministration {
    private static let canariesPath = "/v1/canaries"

    func canaries(for person: ID<Person>?) async throws -> [JSONValue] {
        try Self.requireNobody(person)
        return try await list(Self.canariesPath)
    }

    func registerCanary(_ target: String, by person: ID<Person>?) async throws -> JSONValue {
        try Self.requireNobody(person)
        return try await post(Self.canariesPath, ["target": .string(target)])
    }

    func removeCanary(_ id: ID<Canary>, by person: ID<Person>?) async throws {
        try Self.requireNobody(person)
        _ = try await send("DELETE", Self.canariesPath + "/\(id)", nil)
    }
}

extension Canary {
    /// As it is printed.
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id.description), "state": .string(state.rawValue),
            "registeredBy": .string(registeredBy.description), "registeredAt": .string(registeredAt.description),
            "timesNamed": .integer(Int64(timesNamed)),
        ]
        members["lastNamedAt"] = lastNamedAt.map { .string($0.description) }
        return .object(members)
    }
}
