import CanonicalJSON
import Cooperation

extension RemoteAdministration {
    func setAddress(
        _ email: String?,
        of id: ID<Person>,
        in organisation: ID<Organisation>
    ) async throws -> JSONValue {
        let path = "/v1/organisations/\(organisation)/people/\(id)/address"
        guard let email else { return try await send("DELETE", path, nil) }
        return try await send("PUT", path, ["email": .string(email)])
    }

    func roster() async throws -> [JSONValue] { try Self.entries(try await get("/v1/roster")) }

    func setRoster(_ entries: [RosterEntry]) async throws -> [JSONValue] {
        try Self.entries(try await send("PUT", "/v1/roster", ["entries": .array(entries.map(\.json))]))
    }

    func readings(by person: ID<Person>?, of subject: Identifier?) async throws -> [JSONValue] {
        let filter = [person.map { "person=\($0)" }, subject.map { "subject=\($0)" }].compactMap(\.self)
        return try await list("/v1/reads", filter)
    }

    func alerts() async throws -> [JSONValue] { try await list("/v1/alerts") }

    func acknowledgeAlert(_ id: ID<Alert>, by person: ID<Person>?) async throws -> JSONValue {
        try Self.requireNobody(person)
        return try await send("POST", "/v1/alerts/\(id)/acknowledgement", nil)
    }

    private static func entries(_ roster: JSONValue) throws(CommandFailure) -> [JSONValue] {
        guard let entries = roster["entries"]?.arrayValue else { throw unreadable }
        return entries
    }
}
