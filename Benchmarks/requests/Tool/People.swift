import Cooperation
import Services

/// Adds members and people to an exchange, and calls in their name.
struct People {
    let node: Node

    /// The exchange's own secretary.
    func secretary() async throws -> Caller {
        let own = try await node.organisation(node.identity.organisation).organisation
        let nobody = Caller(
            organisation: own,
            key: ID(own.id.identifier),
            role: .administrator,
            person: nil,
            isOnExchange: true
        )
        return try await person(of: nobody, .secretary)
    }

    /// A new member in full standing, with a person who administers it.
    func member(_ name: String, _ kind: OrganisationKind, by secretary: Caller) async throws -> Caller {
        let id = try await node.registerOrganisation(
            id: nil,
            kind: kind,
            name: name,
            interests: nil,
            by: secretary
        ).organisation.id
        _ = try await node.changeStanding(of: id, to: .active, reason: "TEST vote", by: secretary)
        let member = try await node.organisation(id).organisation
        let nobody = Caller(
            organisation: member,
            key: ID(id.identifier),
            role: .administrator,
            person: nil,
            isOnExchange: true
        )
        return try await person(of: nobody, .administrator)
    }

    /// A new person of the caller's organisation.
    func person(of caller: Caller, _ role: Role) async throws -> Caller {
        let added = try await node.addPerson(
            to: caller.organisation.id,
            name: "TEST \(role)",
            roles: [role],
            by: caller
        )
        return Caller(
            organisation: caller.organisation,
            key: ID(added.person.id.identifier),
            role: role,
            person: added.person.id,
            isOnExchange: true
        )
    }
}
