import Cooperation

/// A member as its page shows it.
package struct MemberPage: Sendable {
    package let organisation: Organisation
    package let name: String?
    /// When it was registered here.
    package let registeredAt: Timestamp?
    /// The agreements that name it, as far as the reader may know them.
    package let agreements: [AgreementView]
}

/// An agreement as its page shows it.
package struct AgreementPage: Sendable {
    package let agreement: Agreement
    package let title: String?
    /// The names of the parties.
    package let names: [ID<Organisation>: String]
    /// As which member the reader's organisation takes part where the agreement is kept.
    package let member: ID<Organisation>
}

extension Node {
    /// How many members, agreements, people, keys or submissions one page of the console lists.
    package static let membersPerPage = 100

    /// A page of the members, in the order in which they were registered.
    package func members(
        after: ID<Organisation>?
    ) async throws -> (members: [OrganisationView], next: ID<Organisation>?) {
        try await store.read { reading in
            let (page, next) = try reading.page(of: Organisation.self, after: after)
            let names = try reading.sealedParts(["name"], at: page.map(\.namedAt))
            return (page.map { OrganisationView(organisation: $0, name: names[$0.namedAt]?["name"]) }, next)
        }
    }

    /// The members that may be parties of an agreement.
    package func possibleParties() async throws -> [OrganisationView] {
        let kinds = OrganisationKind.allCases.filter(\.curatesSignals).map { FacetValue.text($0.rawValue) }
        return try await store.read { reading in
            let found = try reading.find(
                AggregateQuery<Organisation>([.isOneOf(.kind, kinds)], limit: Agreement.partiesMax)
            ).filter { $0.origin == nil && $0.standing.mayRead }
            let names = try reading.sealedParts(["name"], at: found.map(\.namedAt))
            return found.map { OrganisationView(organisation: $0, name: names[$0.namedAt]?["name"]) }
        }
    }

    /// One member.
    package func memberPage(_ id: ID<Organisation>, for caller: Caller) async throws -> MemberPage {
        try await store.read { reading in
            guard let organisation = try reading.load(Organisation.self, id) else {
                throw Refusal(.notFound, "not-found", "There is no such member.")
            }
            let ids = try reading.lookUp(
                Agreement.self,
                LookupKey(scope: Agreement.partyScope, value: id.description),
                limit: Self.membersPerPage
            )
            let named = try reading.load(Agreement.self, ids: ids).values.sorted { $0.id < $1.id }
            let agreements = try reading.visible(named, to: caller)
            return MemberPage(
                organisation: organisation,
                name: try reading.sealedPart("name", at: organisation.namedAt),
                registeredAt: try reading.events(EventQuery(from: organisation.namedAt, limit: 1)).first?.time,
                agreements: try reading.titled(agreements)
            )
        }
    }

    /// A page of the agreements that are open to the reader.
    package func agreementsPage(
        after: ID<Agreement>?,
        for caller: Caller
    ) async throws -> (agreements: [AgreementView], next: ID<Agreement>?) {
        try await store.read { reading in
            let (page, next) = try reading.page(of: Agreement.self, after: after)
            return (try reading.titled(reading.visible(page, to: caller)), next)
        }
    }

    /// One agreement.
    package func agreementPage(_ id: ID<Agreement>, for caller: Caller) async throws -> AgreementPage {
        try await store.read { reading in
            guard let agreement = try reading.load(Agreement.self, id),
                try reading.isVisible(agreement, to: caller, for: .readAgreements)
            else { throw Refusal(.notFound, "not-found", "There is no such agreement.") }
            return AgreementPage(
                agreement: agreement,
                title: try reading.sealedPart("title", at: agreement.titledAt),
                names: try reading.names(of: agreement.parties),
                member: try reading.member(caller.organisation.id, on: agreement.origin)
            )
        }
    }
}

extension StoreReading {
    /// A page of a list in order of id, and where the next one begins.
    func page<A: Aggregate>(
        of type: A.Type,
        _ conditions: [AggregateQuery<A>.Condition] = [],
        after: ID<A>?
    ) throws(StoreError) -> (page: [A], next: ID<A>?) {
        let limit = Node.membersPerPage
        let page = try find(
            AggregateQuery<A>(conditions, after: after.map { .init(value: nil, id: $0) }, limit: limit)
        )
        return (page, page.count == limit ? page.last?.id : nil)
    }
}
