import CanonicalJSON
import Cooperation

/// Sets a fresh node up: its own organisation and one administrator key.
package struct InitialiseNode: Sendable {
    /// What the node is told about its organisation.
    package struct Request: Sendable {
        package let organisation: ID<Organisation>
        package let kind: OrganisationKind
        package let name: String
        package let interests: Interests?
        package let isExchange: Bool
        /// The name of the first person, who keeps people and keys; `nil` for none.
        package let administrator: String?

        package init(
            organisation: ID<Organisation>,
            kind: OrganisationKind,
            name: String,
            interests: Interests?,
            isExchange: Bool,
            administrator: String? = nil
        ) {
            self.organisation = organisation
            self.kind = kind
            self.name = name
            self.interests = interests
            self.isExchange = isExchange
            self.administrator = administrator
        }
    }

    private let store: any Store
    private let randomBytes: @Sendable (Int) -> [UInt8]

    package init(store: any Store, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.store = store
        self.randomBytes = randomBytes
    }

    /// Who the node is; `nil` before it was set up.
    package func identity() async throws -> NodeIdentity? {
        try await store.read { reading in try Self.owner(reading) }
    }

    /// What the journal says, so that nobody can turn a platform's node into an exchange behind its back.
    private static func owner(_ reading: any StoreReading) throws -> NodeIdentity? {
        try reading.find(AggregateQuery<Organisation>([.equals(.ownsNode, .integer(1))], limit: 1)).first.map {
            NodeIdentity(organisation: $0.id, isExchange: $0.isExchange)
        }
    }

    /// Sets the node up.
    ///
    /// - Returns: the secret of its administrator key, and the link by which its first person sets their login up, both
    ///   shown this once.
    /// - Throws: `Refusal` `already-initialised`; `StoreError`.
    package func run(
        _ request: Request
    ) async throws -> (identity: NodeIdentity, secret: String, invitation: LoginInvitation?) {
        guard !request.isExchange || request.kind == .secretariat || request.kind == .civilSociety else {
            throw Refusal(
                .invalid,
                "exchange-kind",
                "An exchange is run by a secretariat or a body of civil society.",
                pointer: "/kind"
            )
        }
        let secret = Node.secretPrefix + Hexadecimal.encode(randomBytes(32))
        let invitation = request.administrator.map { _ in LoginInvitation(randomBytes: randomBytes) }
        let hash = KeyDirectory.hash(ofSecret: Array(secret.utf8))
        try await store.write { transaction in
            guard try Self.owner(transaction) == nil else {
                throw Refusal(.conflict, "already-initialised", "This data folder belongs to a node already.")
            }
            let author = Author.node(of: request.organisation)
            let command = OrganisationCommand.register(
                kind: request.kind,
                name: request.name,
                interests: request.interests,
                ownsNode: true,
                isExchange: request.isExchange
            )
            for act in try Organisation.decide(nil, command, id: request.organisation) {
                try transaction.append(act, by: author)
            }
            _ = try transaction.issueKey(
                .issue(
                    organisation: request.organisation,
                    role: .administrator,
                    person: nil,
                    vouches: false,
                    secretHash: hash,
                    expiresAt: nil
                ),
                kind: request.kind,
                by: author
            )
            guard let name = request.administrator, let invitation else { return }
            let person: ID<Person> = transaction.newID()
            let adding = PersonCommand.add(organisation: request.organisation, name: name, roles: [.administrator])
            for act in try Person.decide(nil, adding, id: person) { try transaction.append(act, by: author) }
            guard let added = try transaction.load(Person.self, person) else { return }
            _ = try transaction.invite(added, invitation, by: author)
        }
        let identity = NodeIdentity(organisation: request.organisation, isExchange: request.isExchange)
        return (identity, secret, invitation)
    }
}
