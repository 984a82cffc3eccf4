import ArgumentParser
import CanonicalJSON
import Cooperation
import Services

/// Whether an item of an authority's request is still up.
struct StillUpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "still-up",
        abstract: "Tell what the platform answered about one item, and whether it is still up.",
        discussion: """
            With --look the node asks once, from where it stands, whether the item's address is still there; its operator \
            must have allowed that, and an item is looked at once a minute at most.

              perisai request still-up 01970000-0000-7000-8000-0000000000b1 3 --look --url http://127.0.0.1:8481 \
            --key-file officer.key
            """
    )
    @Argument(help: "The request's id.")
    var id: ID<Request>
    @Argument(help: "The number of the item in it.")
    var number: Int
    @Flag(help: "Let the node look.")
    var look = false
    @OptionGroup var actor: ActorOption
    @OptionGroup var access: AccessOptions

    func run() async throws {
        let (id, number, look, person) = (id, number, look, actor.person)
        let item = try await access.administer {
            try await $0.itemStanding(of: id, item: number, looking: look, by: person)
        }
        try Listing.itemStanding.print([item], access)
    }
}

extension LocalAdministration {
    func itemStanding(
        of id: ID<Request>,
        item number: Int,
        looking: Bool,
        by person: ID<Person>?
    ) async throws -> JSONValue {
        guard looking else {
            let caller = try await caller(person, for: .readRequests)
            return try await node.itemStanding(of: id, item: number, for: caller).json
        }
        return try await node.lookAtItem(of: id, item: number, by: caller(person, for: .writeRequests)).json
    }
}

extension RemoteAdministration {
    func itemStanding(
        of id: ID<Request>,
        item number: Int,
        looking: Bool,
        by person: ID<Person>?
    ) async throws -> JSONValue {
        try Self.requireNobody(person)
        let path = "/v1/requests/\(id)/items/\(number)"
        return looking ? try await send("POST", path + "/look", nil) : try await get(path)
    }
}

extension ItemStanding {
    /// As it is printed.
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "request": .string(request.id.description), "number": .integer(Int64(item.number)),
            "state": .string(request.state.rawValue), "reversed": .bool(item.isReversed),
        ]
        members["outcome"] = item.outcome.map { .string($0.rawValue) }
        members["lookedAt"] = item.lookedAt.map { .string($0.description) }
        members["finding"] = item.finding.map { .string($0.rawValue) }
        members["status"] = status.map { .integer(Int64($0)) }
        return .object(members)
    }
}
