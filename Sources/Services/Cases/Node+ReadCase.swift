import Cooperation

extension Node {
    /// One case, opened by a person for a purpose, or by a program.
    ///
    /// That a person opened it is noted at most once an hour: as assignment where they work on it or decided it, else for
    /// the purpose that they give. Opening graphic content counts as exposure.
    ///
    /// - Parameters:
    ///   - id: the case.
    ///   - purpose: what for; not needed by whoever works on it, nor by a key without a person.
    ///   - caller: who opens it.
    /// - Returns: the case.
    /// - Throws: `Refusal`: `not-found`, `purpose-required`, `break-required`.
    package func readCase(
        _ id: ID<Case>,
        purpose: Reading.Purpose? = nil,
        by caller: Caller
    ) async throws -> CaseView {
        guard let person = caller.person else { return try await caseView(id) }
        let now = clock()
        let node = self
        // Most of the time all is noted already, and the writer need not be asked.
        let known = try await store.read { reading -> CaseView? in
            let opening = try reading.opening(of: id, by: person, purpose: purpose)
            guard try node.acts(of: opening, reading, now: now).isEmpty else { return nil }
            return try reading.view(opening.item, for: node.viewer(caller, reading, now: now))
        }
        if let known { return known }
        return try await store.write { transaction in
            let opening = try transaction.opening(of: id, by: person, purpose: purpose)
            for act in try node.acts(of: opening, transaction, now: transaction.now) {
                try transaction.append(act, by: caller.author)
            }
            return try transaction.view(
                opening.item,
                for: node.viewer(caller, transaction, now: transaction.now)
            )
        }
    }

    /// One case as its page is shown once more to a person who sent a form from it: that is no new opening, so that nothing
    /// typed is lost to a break that began meanwhile.
    ///
    /// - Parameters:
    ///   - id: the case.
    ///   - caller: who sent the form; whoever neither works on the case nor opened it lately opens it now.
    /// - Returns: the case.
    /// - Throws: `Refusal` as `readCase`.
    package func caseAgain(_ id: ID<Case>, by caller: Caller) async throws -> CaseView {
        guard let person = caller.person else { return try await caseView(id) }
        let now = clock()
        let node = self
        let known = try await store.read { reading -> CaseView? in
            let item = try reading.existingCase(id)
            guard try item.assignee == person || node.readLately(id, by: person, reading, now: now) else { return nil }
            return try reading.view(item, for: node.viewer(caller, reading, now: now))
        }
        if let known { return known }
        return try await readCase(id, by: caller)
    }

    /// Notes that a person reads what is written about a case and sees none of its content, as a decision with its reasons:
    /// as often, and for the same purposes, as when they open the case.
    ///
    /// - Parameters:
    ///   - id: the case.
    ///   - purpose: what for; not needed by whoever works on it or decided it.
    ///   - caller: who reads; that a program does is not noted.
    /// - Throws: `Refusal` `purpose-required`; `StoreError`.
    package func noteReading(of id: ID<Case>, purpose: Reading.Purpose?, by caller: Caller) async throws {
        guard let person = caller.person else { return }
        let now = clock()
        let node = self
        let isNoted = try await store.read { reading in
            let opening = try reading.opening(of: id, by: person, purpose: purpose)
            return try node.noting(opening, reading, now: now).isEmpty
        }
        guard !isNoted else { return }
        try await store.write { transaction in
            let opening = try transaction.opening(of: id, by: person, purpose: purpose)
            for act in try node.noting(opening, transaction, now: transaction.now) {
                try transaction.append(act, by: caller.author)
            }
        }
    }

    /// Notes that a person who sent a form from a page about a case reads it once more: that is no new opening.
    ///
    /// - Parameters:
    ///   - id: the case.
    ///   - caller: who sent the form; whoever neither works on the case nor read of it lately reads it now.
    /// - Throws: `Refusal` `purpose-required`; `StoreError`.
    package func noteReadingAgain(of id: ID<Case>, by caller: Caller) async throws {
        guard let person = caller.person else { return }
        let now = clock()
        let node = self
        let isKnown = try await store.read { try node.readLately(id, by: person, $0, now: now) }
        if !isKnown { try await noteReading(of: id, purpose: nil, by: caller) }
    }

    /// Whether a person read of a case in this hour or the one before, so that a form that they sent since is no new opening.
    private func readLately(
        _ id: ID<Case>,
        by person: ID<Person>,
        _ reading: any StoreReading,
        now: Timestamp
    ) throws -> Bool {
        let lately = [now, now - .hours(1)].map { secrets.reading(of: .case(id), by: person, at: $0) }
        return try !reading.load(Reading.self, ids: lately).isEmpty
    }

    /// Notes that a person is shown media of a case, whatever it does; called before anything is shown.
    ///
    /// - Returns: the person's gauge.
    /// - Throws: `Refusal`: `not-found`, `person-needed`, `purpose-required`, `break-required`.
    package func showMedia(
        of id: ID<Case>,
        purpose: Reading.Purpose? = nil,
        to caller: Caller
    ) async throws -> ExposureGauge {
        let person = try caller.requiredPerson()
        let node = self
        return try await store.write { transaction in
            let opening = try transaction.opening(of: id, by: person, purpose: purpose)
            var acts = try node.acts(of: opening, transaction, now: transaction.now)
            if !opening.item.isGraphic {
                acts += try node.exposure(to: id.identifier, of: person, transaction, now: transaction.now)
            }
            for act in acts { try transaction.append(act, by: caller.author) }
            return try node.gauge(of: person, transaction, now: transaction.now)
        }
    }
}

extension StoreReading {
    fileprivate func opening(
        of id: ID<Case>,
        by person: ID<Person>,
        purpose: Reading.Purpose?
    ) throws -> CaseOpeningByPerson {
        let item = try existingCase(id)
        var isTheirs = item.assignee == person
        if !isTheirs, let decision = item.decision {
            isTheirs = try load(Decision.self, decision)?.decidedBy == person
        }
        return CaseOpeningByPerson(item: item, person: person, isTheirs: isTheirs, purpose: purpose)
    }
}
