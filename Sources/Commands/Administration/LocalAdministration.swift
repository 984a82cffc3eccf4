import CanonicalJSON
import Cooperation
import Services

/// Acts on a node that was opened in its data folder, as the node's own administrator.
struct LocalAdministration: Administration {
    /// How many entries are read at a time.
    static let pageSize = 1000

    let node: Node
    let caller: Caller

    /// Takes the node's own part.
    init(node: Node) async throws {
        self.node = node
        let organisation = try await node.organisation(node.identity.organisation).organisation
        // No key was shown, so the acts are recorded as the node's own.
        caller = Caller(
            organisation: organisation,
            key: ID(organisation.id.identifier),
            role: .administrator,
            person: nil,
            isOnExchange: node.identity.isExchange
        )
    }

    func ownOrganisation() async throws -> ID<Organisation> { node.identity.organisation }

    func organisations() async throws -> [JSONValue] {
        try await all { after in
            let page = try await node.organisations(after: after, limit: Self.pageSize)
            return (page.organisations.map(\.json), page.next)
        }
    }

    func organisation(_ id: ID<Organisation>) async throws -> JSONValue { try await node.organisation(id).json }

    func register(
        _ id: ID<Organisation>?,
        kind: OrganisationKind,
        name: String,
        interests: Interests?
    ) async throws -> JSONValue {
        try AuthorisationRules.authorise(caller, .registerOrganisations)
        return try await node.registerOrganisation(id: id, kind: kind, name: name, interests: interests, by: caller)
            .json
    }

    func changeStanding(
        of id: ID<Organisation>,
        to standing: Standing,
        reason: String,
        by person: ID<Person>?
    ) async throws -> JSONValue {
        let caller = try await self.caller(person, for: .changeStanding)
        return try await node.changeStanding(of: id, to: standing, reason: reason, by: caller).json
    }

    func people(of organisation: ID<Organisation>) async throws -> [JSONValue] {
        try await all { after in
            let page = try await node.people(of: organisation, after: after, limit: Self.pageSize, for: caller)
            return (page.people.map(\.json), page.next)
        }
    }

    func addPerson(
        to organisation: ID<Organisation>,
        name: String,
        roles: [Role],
        languages: [String]
    ) async throws -> JSONValue {
        try AuthorisationRules.authorise(caller, .keepPeople)
        return try await node.addPerson(
            to: organisation,
            name: name,
            roles: Set(roles),
            languages: languages,
            by: caller
        ).json
    }

    func changeLanguages(
        of id: ID<Person>,
        of organisation: ID<Organisation>,
        to languages: [String]
    ) async throws -> JSONValue {
        try AuthorisationRules.authorise(caller, .keepPeople)
        return try await node.changePerson(id, of: organisation, .changeLanguages(languages), by: caller).json
    }

    func nameOfficer(
        _ officer: ID<Officer>,
        ofPerson id: ID<Person>,
        of organisation: ID<Organisation>
    ) async throws -> JSONValue {
        try AuthorisationRules.authorise(caller, .keepPeople)
        return try await node.nameOfficer(officer, ofPerson: id, of: organisation, by: caller).json
    }

    func invitePerson(_ id: ID<Person>, of organisation: ID<Organisation>) async throws -> JSONValue {
        try AuthorisationRules.authorise(caller, .keepPeople)
        let (invitation, expiresAt) = try await node.inviteToLogIn(id, of: organisation, by: caller)
        return ["path": .string(invitation.path), "expiresAt": .string(expiresAt.description)]
    }

    func closeLogin(of id: ID<Person>, in organisation: ID<Organisation>) async throws {
        try AuthorisationRules.authorise(caller, .keepPeople)
        try await node.closeLogin(of: id, in: organisation, by: caller)
    }

    func erasePerson(_ id: ID<Person>, of organisation: ID<Organisation>) async throws -> JSONValue {
        try AuthorisationRules.authorise(caller, .keepPeople)
        return try await node.erasePerson(id, of: organisation, by: caller).json
    }

    func keys(of organisation: ID<Organisation>) async throws -> [JSONValue] {
        try await all { after in
            let page = try await node.keys(of: organisation, after: after, limit: Self.pageSize, for: caller)
            return (page.keys.map(\.json), page.next)
        }
    }

    func issueKey(
        for organisation: ID<Organisation>,
        role: Role,
        person: ID<Person>?,
        vouches: Bool,
        expiresAt: Timestamp?
    ) async throws -> JSONValue {
        try AuthorisationRules.authorise(caller, .keepKeys)
        let issued = try await node.issueKey(
            for: organisation,
            role: role,
            person: person,
            vouches: vouches,
            expiresAt: expiresAt,
            by: caller
        )
        var members = issued.key.json.objectValue ?? [:]
        members["secret"] = .string(issued.secret)
        return .object(members)
    }

    func revokeKey(_ id: ID<Key>, of organisation: ID<Organisation>) async throws {
        try AuthorisationRules.authorise(caller, .keepKeys)
        try await node.revokeKey(id, of: organisation, by: caller)
    }

    func eraseTexts(
        at position: Int64,
        parts: [String],
        reason: String,
        by person: ID<Person>?
    ) async throws -> JSONValue {
        let caller = try await self.caller(person, for: .eraseTexts)
        let erased = try await node.eraseTexts(at: position, parts: Set(parts), reason: reason, by: caller)
        return ["erased": .integer(Int64(erased))]
    }

    func exchanges() async throws -> [JSONValue] {
        try AuthorisationRules.authorise(caller, .readExchanges)
        return try await all { after in
            let page = try await node.exchanges(after: after, limit: Self.pageSize)
            return (page.exchanges.map(\.json), page.next)
        }
    }

    func acknowledge(_ alarm: Exchange.Alarm, of id: ID<Exchange>, reason: String) async throws -> JSONValue {
        try AuthorisationRules.authorise(caller, .acknowledgeAlarms)
        return try await node.acknowledge(alarm, of: id, reason: reason, by: caller).json
    }

    /// A person of the node, for what a human being has to answer for.
    func caller(_ person: ID<Person>?, for permission: Permission) async throws -> Caller {
        guard let person else {
            throw CommandFailure(
                "A person has to answer for this.",
                advice: "Name one of the node's people with --person; 'perisai person list' shows them."
            )
        }
        return try await node.ownCaller(person, for: permission)
    }

    func all<Subject>(
        _ page: (ID<Subject>?) async throws -> (items: [JSONValue], next: ID<Subject>?)
    ) async throws -> [JSONValue] {
        var items: [JSONValue] = []
        var after: ID<Subject>?
        repeat {
            let (more, next) = try await page(after)
            items += more
            after = next
        } while after != nil
        return items
    }
}
