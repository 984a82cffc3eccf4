import Cooperation

extension Node {
    /// The address at which a person of the caller's organisation is reached; `nil` where there is none.
    ///
    /// - Throws: `Refusal` where it is another person's and the caller no administrator; `StoreError`.
    package func address(
        of person: ID<Person>,
        in organisation: ID<Organisation>,
        for caller: Caller
    ) async throws -> EmailAddress? {
        try caller.requireAddress(of: person, in: organisation)
        return try await store.read { reading in
            try reading.email(of: reading.person(person, of: organisation)).flatMap(EmailAddress.init(_:))
        }
    }

    /// Sets or, with `nil`, removes the address at which a person of the caller's organisation is reached.
    ///
    /// The one before is erased for good.
    ///
    /// - Returns: the person.
    /// - Throws: `Refusal` where it is another person's and the caller no administrator, or the person left; `StoreError`.
    package func setAddress(
        _ address: EmailAddress?,
        of id: ID<Person>,
        in organisation: ID<Organisation>,
        by caller: Caller
    ) async throws -> PersonView {
        try caller.requireAddress(of: id, in: organisation)
        return try await store.write { transaction in
            let person = try transaction.person(id, of: organisation)
            let isSame = try address != nil && transaction.email(of: person) == address?.text
            let command: PersonCommand = address.map { .setAddress($0) } ?? .removeAddress
            let acts = isSame ? [] : try Person.decide(person, command, id: id)
            for act in acts { try transaction.append(act, by: caller.author) }
            if !acts.isEmpty { try transaction.eraseAddress(of: person) }
            return try transaction.stored(id)
        }
    }
}

extension Caller {
    /// One's own address; an administrator, anybody's of their organisation.
    fileprivate func requireAddress(of person: ID<Person>, in organisation: ID<Organisation>) throws(Refusal) {
        try requireOwn(organisation)
        guard role == .administrator || self.person == person else {
            throw Refusal(.notFound, "not-found", "There is no such person.")
        }
    }
}

extension StoreReading {
    fileprivate func person(_ id: ID<Person>, of organisation: ID<Organisation>) throws -> Person {
        guard let person = try load(Person.self, id), person.organisation == organisation else {
            throw Refusal(.notFound, "not-found", "There is no such person.")
        }
        return person
    }

    fileprivate func email(of person: Person) throws -> String? {
        try person.addressedAt.flatMap { try sealedPart("email", at: $0) }
    }
}

extension StoreTransaction {
    /// Erases the address that a person had, once it is none of theirs any more.
    func eraseAddress(of person: Person) throws {
        guard let position = person.addressedAt else { return }
        _ = try eraseSealedParts(["email"], at: position, forgetting: .organisation(person.organisation))
    }
}
