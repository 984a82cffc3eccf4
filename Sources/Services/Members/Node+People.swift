import Cooperation

/// A person with their name, `nil` once it was erased.
package struct PersonView: Sendable {
    package let person: Person
    package let name: String?
}

extension Node {
    /// The people of the caller's organisation, in order of id.
    package func people(
        of organisation: ID<Organisation>,
        after: ID<Person>?,
        limit: Int,
        for caller: Caller
    ) async throws -> (people: [PersonView], next: ID<Person>?) {
        try caller.requireOwn(organisation)
        return try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<Person>(
                    [.equals(.organisation, .text(organisation.description))],
                    after: after.map { .init(value: nil, id: $0) },
                    limit: limit
                )
            )
            let names = try reading.sealedParts(["name"], at: page.map(\.namedAt))
            let people = page.map { PersonView(person: $0, name: names[$0.namedAt]?["name"]) }
            return (people, page.count == limit ? page.last?.id : nil)
        }
    }

    /// One person of the caller's organisation.
    package func person(
        _ id: ID<Person>,
        of organisation: ID<Organisation>,
        for caller: Caller
    ) async throws -> PersonView {
        try caller.requireOwn(organisation)
        return try await store.read { reading in
            guard let person = try reading.load(Person.self, id), person.organisation == organisation else {
                throw Refusal(.notFound, "not-found", "There is no such person.")
            }
            return try reading.view(person)
        }
    }

    /// Adds a person to the caller's organisation, with the languages that they read; none for any.
    package func addPerson(
        to organisation: ID<Organisation>,
        name: String,
        roles: Set<Role>,
        languages: [String] = [],
        by caller: Caller
    ) async throws -> PersonView {
        try caller.requireOwn(organisation)
        try Self.require(roles, of: caller.organisation.kind)
        return try await store.write { transaction in
            let id: ID<Person> = transaction.newID()
            let commands: [PersonCommand] = [
                .add(organisation: organisation, name: name, roles: roles), .changeLanguages(languages),
            ]
            for command in commands {
                let person = try transaction.load(Person.self, id)
                for act in try Person.decide(person, command, id: id) { try transaction.append(act, by: caller.author) }
            }
            return try transaction.stored(id)
        }
    }

    private static func require(_ roles: Set<Role>, of kind: OrganisationKind) throws(Refusal) {
        guard roles.isSubset(of: RoleTable.roles(of: kind)) else {
            throw Refusal(
                .invalid,
                "role-not-of-kind",
                "An organisation of the kind \(kind.rawValue) does not have one of these roles.",
                pointer: "/roles"
            )
        }
    }

    /// Changes what a person of the caller's organisation may do or reads, or notes that the person left.
    package func changePerson(
        _ id: ID<Person>,
        of organisation: ID<Organisation>,
        _ command: PersonCommand,
        by caller: Caller
    ) async throws -> PersonView {
        try caller.requireOwn(organisation)
        if case .changeRoles(let roles) = command { try Self.require(roles, of: caller.organisation.kind) }
        return try await store.write { transaction in
            let person = try transaction.load(Person.self, id)
            guard person?.organisation == organisation else {
                throw Refusal(.notFound, "not-found", "There is no such person.")
            }
            for act in try Person.decide(person, command, id: id) { try transaction.append(act, by: caller.author) }
            if case .leave = command {
                try transaction.endAccess(of: id, by: caller.author)
                try transaction.endOffices(of: id, erasing: false, by: caller.author)
            }
            let after: PersonView = try transaction.stored(id)
            // Whoever left is reached no more.
            if let person, after.person.addressedAt == nil { try transaction.eraseAddress(of: person) }
            return after
        }
    }

    /// Says which officer of an exchange's register a person is, on an authority's own node: they write and sign there in that
    /// officer's name.
    ///
    /// Power comes from the officer's keys alone, which the exchange asks for; this spares people from saying each time who
    /// they are.
    ///
    /// - Parameters:
    ///   - officer: the officer, of this authority, as the exchange has them.
    ///   - id: the person.
    ///   - organisation: the authority that runs this node.
    ///   - caller: who says so; already authorised.
    /// - Returns: the person.
    /// - Throws: `Refusal`: `not-found`, `officer-not-followed`, `officer-known` where another person is that officer,
    ///   `person-left`; `StoreError`.
    package func nameOfficer(
        _ officer: ID<Officer>,
        ofPerson id: ID<Person>,
        of organisation: ID<Organisation>,
        by caller: Caller
    ) async throws -> PersonView {
        try caller.requireOwn(organisation)
        return try await store.write { transaction in
            let person = try transaction.load(Person.self, id)
            guard person?.organisation == organisation else {
                throw Refusal(.notFound, "not-found", "There is no such person.")
            }
            guard caller.organisation.kind == .authority,
                let officer = try transaction.load(Officer.self, officer),
                try transaction.isVisible(officer, to: caller)
            else {
                throw Refusal(
                    .invalid,
                    "officer-not-followed",
                    "Name an officer of your authority in the register that this node follows.",
                    pointer: "/officer"
                )
            }
            let named = try transaction.lookUp(Person.self, Person.officerKey(officer.id), limit: 2)
            guard named.allSatisfy({ $0 == id }) else {
                throw Refusal(
                    .conflict,
                    "officer-known",
                    "Somebody else is this officer here; note that they left first.",
                    pointer: "/officer"
                )
            }
            for act in try Person.decide(person, .nameOfficer(officer), id: id) {
                try transaction.append(act, by: caller.author)
            }
            return try transaction.stored(id)
        }
    }

    /// The officers of the caller's own authority in the registers that this node follows, by name.
    package func followedOfficers(for caller: Caller) async throws -> [OfficerView] {
        let own = caller.organisation
        guard own.kind == .authority, own.ownsNode else { return [] }
        return try await store.read { reading in
            let officers = try reading.find(
                AggregateQuery<Officer>([.equals(.left, .integer(0))], limit: Self.officersMax)
            ).filter { officer in try officer.origin != nil && reading.isVisible(officer, to: caller) }
            return try reading.views(officers).sorted { left, right in
                (left.name ?? "", left.officer.id) < (right.name ?? "", right.officer.id)
            }
        }
    }

    private static var officersMax: Int { 1000 }

    /// Erases a person's name and everything else that is sealed about them, for good.
    ///
    /// What they did stays recorded under their id, and every proof still verifies.
    package func erasePerson(
        _ id: ID<Person>,
        of organisation: ID<Organisation>,
        by caller: Caller
    ) async throws -> PersonView {
        try caller.requireOwn(organisation)
        return try await store.write { transaction in
            let person = try transaction.load(Person.self, id)
            guard person?.organisation == organisation else {
                throw Refusal(.notFound, "not-found", "There is no such person.")
            }
            for act in try Person.decide(person, .erase, id: id) { try transaction.append(act, by: caller.author) }
            try transaction.endAccess(of: id, by: caller.author)
            try transaction.endOffices(of: id, erasing: true, by: caller.author)
            _ = try transaction.eraseSealedParts(ofSubject: id.identifier, forgetting: .organisation(organisation))
            return try transaction.stored(id)
        }
    }
}

extension Caller {
    /// People and keys are seen by their own organisation only; to others they do not exist.
    func requireOwn(_ organisation: ID<Organisation>) throws(Refusal) {
        guard organisation == self.organisation.id else {
            throw Refusal(.notFound, "not-found", "There is no such organisation among yours.")
        }
    }
}

extension StoreReading {
    fileprivate func view(_ person: Person) throws -> PersonView {
        PersonView(person: person, name: try sealedPart("name", at: person.namedAt))
    }

    func stored(_ id: ID<Person>) throws -> PersonView {
        guard let person = try load(Person.self, id) else {
            throw StoreError(.damaged, "A person who was just recorded is missing.")
        }
        return try view(person)
    }
}
