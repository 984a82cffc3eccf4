import Cooperation

extension Node {
    /// The officers whom the register shows the caller, in order of id.
    package func officers(
        at office: ID<Office>? = nil,
        of authority: ID<Organisation>? = nil,
        after: ID<Officer>? = nil,
        limit: Int,
        for caller: Caller
    ) async throws -> (officers: [OfficerView], next: ID<Officer>?) {
        var conditions: [AggregateQuery<Officer>.Condition] = []
        if let office { conditions.append(.equals(.office, .text(office.description))) }
        let only = caller.onlyRegister
        guard authority == nil || only == nil || authority == only else { return ([], nil) }
        if let shown = only ?? authority { conditions.append(.equals(.authority, .text(shown.description))) }
        let narrowed = conditions
        return try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<Officer>(narrowed, after: after.map { .init(value: nil, id: $0) }, limit: limit)
            )
            let visible = try page.filter { try reading.isVisible($0, to: caller) }
            return (try reading.views(visible), page.count == limit ? page.last?.id : nil)
        }
    }

    /// One officer; to whom the register does not show them, they do not exist.
    package func officer(_ id: ID<Officer>, for caller: Caller) async throws -> OfficerView {
        try await store.read { reading in try reading.view(reading.officer(id, visibleTo: caller)) }
    }

    /// Makes a person an officer of an office.
    ///
    /// - Parameters:
    ///   - person: the person, of the office's authority; officer at one office at most.
    ///   - office: the office.
    ///   - rank: what they may do with a request.
    ///   - texts: what is said of them in words.
    ///   - caller: who enters them.
    /// - Returns: the officer, for whom nobody vouches yet.
    /// - Throws: `Refusal`, `StoreError`.
    package func enterOfficer(
        _ person: ID<Person>,
        at office: ID<Office>,
        rank: OfficerRank,
        texts: OfficerTexts,
        by caller: Caller
    ) async throws -> OfficerView {
        try await store.write { transaction in
            let office = try transaction.office(office, keptBy: caller)
            let person = try transaction.person(person, of: office.authority)
            guard try transaction.officer(ofPerson: person.id) == nil else {
                throw Refusal(
                    .conflict,
                    "officer-known",
                    "This person is an officer already; note that they left there first.",
                    pointer: "/person"
                )
            }
            return try transaction.command(
                .enter(person: person, office: office, rank: rank, texts: texts),
                on: transaction.newID(),
                by: caller
            )
        }
    }

    /// Gives an officer another rank, which needs a new vouching.
    package func changeOfficerRank(
        _ id: ID<Officer>,
        to rank: OfficerRank,
        by caller: Caller
    ) async throws -> OfficerView {
        try await store.write { transaction in
            let officer = try transaction.officer(id, keptBy: caller)
            let person = try transaction.person(officer.person, of: officer.authority)
            return try transaction.command(.changeRank(rank, person: person), on: id, by: caller)
        }
    }

    /// Vouches for an officer.
    package func vouchForOfficer(_ id: ID<Officer>, how: String, by caller: Caller) async throws -> OfficerView {
        let voucher = try caller.voucher()
        return try await store.write { transaction in
            _ = try transaction.officer(id, visibleTo: caller)
            return try transaction.command(.vouch(how: how, by: voucher), on: id, by: caller)
        }
    }

    /// Notes that an officer left; all keys stop.
    package func leaveOffice(_ id: ID<Officer>, reason: String?, by caller: Caller) async throws -> OfficerView {
        try await store.write { transaction in
            _ = try transaction.officer(id, keptBy: caller)
            return try transaction.command(.leave(reason: reason), on: id, by: caller)
        }
    }
}

extension StoreReading {
    func officer(_ id: ID<Officer>, visibleTo caller: Caller) throws -> Officer {
        guard let officer = try load(Officer.self, id), try isVisible(officer, to: caller) else {
            throw Refusal(.notFound, "not-found", "There is no such officer.")
        }
        return officer
    }

    fileprivate func officer(_ id: ID<Officer>, keptBy caller: Caller) throws -> Officer {
        let officer = try officer(id, visibleTo: caller)
        try caller.requireKeeper(of: officer.authority)
        _ = try caller.requiredPerson()
        return officer
    }

    fileprivate func person(_ id: ID<Person>, of authority: ID<Organisation>) throws -> Person {
        guard let person = try load(Person.self, id), person.organisation == authority else {
            throw Refusal(
                .invalid,
                "person-unknown",
                "Name a person who works for this authority.",
                pointer: "/person"
            )
        }
        return person
    }

    func view(_ officer: Officer) throws -> OfficerView {
        guard let view = try views([officer]).first else {
            throw Refusal(.notFound, "not-found", "There is no such officer.")
        }
        return view
    }
}

extension StoreTransaction {
    func command(_ command: OfficerCommand, on id: ID<Officer>, by caller: Caller) throws -> OfficerView {
        let state = try load(Officer.self, id)
        for act in try Officer.decide(state, command, id: id) { try append(act, by: caller.author) }
        return try view(officer(id, visibleTo: caller))
    }

    /// Lets a person who left or was erased be no officer any more.
    ///
    /// - Parameters:
    ///   - person: the person.
    ///   - erasing: whether what names them goes too, here and where the register is followed.
    ///   - author: in whose name it is recorded.
    /// - Throws: `StoreError`.
    func endOffices(of person: ID<Person>, erasing: Bool, by author: Author) throws {
        let officers = try find(
            AggregateQuery<Officer>([.equals(.person, .text(person.description))], limit: Self.officersMax)
        )
        for officer in officers where officer.origin == nil {
            for act in try Officer.decide(officer, .leave(reason: nil), id: officer.id) { try append(act, by: author) }
            guard erasing else { continue }
            let certificates = officer.keys.filter { $0.kind == .certificate }.map(\.addedAtPosition)
            for position in [officer.enteredAtPosition] + certificates {
                guard let record = try record(at: position) else { continue }
                let target = try target(record)
                if !target.present.isEmpty {
                    _ = try erase(target.present, of: target, reason: nil, by: author)
                }
            }
        }
    }

    private static var officersMax: Int { 1000 }
}
