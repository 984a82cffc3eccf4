import Cooperation

extension ConsoleAccess {
    /// Who of the caller's organisation can log in and how, in order of the person's id.
    ///
    /// - Returns: one page, people without a login among them, and where the next begins.
    /// - Throws: `Refusal`, `StoreError`.
    package func logins(
        of organisation: ID<Organisation>,
        after: ID<Person>? = nil,
        limit: Int = 100,
        for caller: Caller
    ) async throws -> (logins: [LoginView], next: ID<Person>?) {
        try AuthorisationRules.authorise(caller, .readPeople)
        try caller.requireOwn(organisation)
        let now = node.clock()
        return try await node.store.read { reading in
            let own = FacetValue.text(organisation.description)
            let people = try reading.find(
                AggregateQuery<Person>(
                    [.equals(.organisation, own)],
                    after: after.map { .init(value: nil, id: $0) },
                    limit: limit
                )
            )
            // A login has its person's id, so that as many logins as people from here on hold those of all these people.
            let logins = try reading.find(
                AggregateQuery<Login>(
                    [.equals(.organisation, own)],
                    after: after.map { .init(value: nil, id: ID($0.identifier)) },
                    limit: people.count
                )
            )
            let byPerson = Dictionary(logins.map { ($0.person, $0) }, uniquingKeysWith: { first, _ in first })
            let names = try reading.sealedParts(["name"], at: people.map(\.namedAt))
                .compactMapValues { $0["name"] }
            let views = people.map { LoginView($0, name: names[$0.namedAt], byPerson[$0.id], now: now) }
            return (views, people.count == limit ? people.last?.id : nil)
        }
    }

    /// Whether and how one person of the caller's organisation can log in.
    ///
    /// - Throws: `Refusal`, `StoreError`.
    package func login(of person: ID<Person>, for caller: Caller) async throws -> LoginView {
        try AuthorisationRules.authorise(caller, .readPeople)
        let now = node.clock()
        return try await node.store.read { reading in
            guard let known = try reading.load(Person.self, person), known.organisation == caller.organisation.id
            else { throw Refusal.noSuchPerson }
            return LoginView(
                known,
                name: try reading.sealedPart("name", at: known.namedAt),
                try reading.load(Login.self, ID(person.identifier)),
                now: now
            )
        }
    }

    /// Lets a person of the caller's organisation in no more: their sessions end, and what they logged in with is erased.
    ///
    /// A link that waits no longer works either. The person stays with their roles, and so do keys that act in their name.
    ///
    /// - Throws: `Refusal`: `last-administrator` where nobody could log in to let others in any more; `StoreError`.
    package func closeLogin(_ person: ID<Person>, by caller: Caller) async throws {
        try AuthorisationRules.authorise(caller, .keepPeople)
        let passkeysRequired = node.settings.passkeysRequired
        try await node.store.write { transaction in
            guard let known = try transaction.load(Person.self, person), known.organisation == caller.organisation.id
            else { throw Refusal.noSuchPerson }
            // Asked about everybody's login: two administrators may close each other's at the same moment.
            try Login.requireAdministrator(
                besides: person,
                among: try transaction.administrators(of: known.organisation, passkeysRequired: passkeysRequired)
            )
            try transaction.endAccess(of: person, by: caller.author)
        }
    }
}

extension StoreReading {
    /// How many people of an organisation are looked at; where there are more, a last administrator may be found too soon.
    private static var peopleMax: Int { 5000 }

    /// Who of an organisation can log in as an administrator now.
    fileprivate func administrators(
        of organisation: ID<Organisation>,
        passkeysRequired: Bool
    ) throws -> Set<ID<Person>> {
        let people = try find(
            AggregateQuery<Person>(
                [
                    .equals(.organisation, .text(organisation.description)),
                    .equals(.state, .text(Person.State.active.rawValue)),
                ],
                limit: Self.peopleMax
            )
        ).filter { $0.roles.contains(.administrator) }
        let logins = try load(Login.self, ids: people.map { ID($0.id.identifier) })
        return Set(
            logins.values.filter { $0.opens(.administrator, passkeysRequired: passkeysRequired) }.map(\.person)
        )
    }
}
