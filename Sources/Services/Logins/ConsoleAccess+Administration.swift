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
            let views = people.map { person in
                let login = byPerson[person.id]
                return LoginView(
                    person: person,
                    name: names[person.namedAt],
                    invitedUntil: login?.invitation.map(\.expiresAt).flatMap { now < $0 ? $0 : nil },
                    hasPassword: login?.hasPassword ?? false,
                    passkeys: login?.passkeys.count ?? 0,
                    lastPassedAt: login?.lastPassedAt
                )
            }
            return (views, people.count == limit ? people.last?.id : nil)
        }
    }

    /// Lets a person of the caller's organisation in no more: their sessions end, and what they logged in with is erased.
    ///
    /// - Throws: `Refusal`, `StoreError`.
    package func closeLogin(_ person: ID<Person>, by caller: Caller) async throws {
        try AuthorisationRules.authorise(caller, .keepPeople)
        try await node.store.write { transaction in
            guard let known = try transaction.load(Person.self, person), known.organisation == caller.organisation.id
            else { throw Refusal.noSuchPerson }
            try transaction.endAccess(of: person, by: caller.author)
        }
    }
}
