import Cooperation

extension Node {
    /// Cases: the most urgent first, and of those the oldest; of decided ones alone, those to which an answer is due first.
    ///
    /// A decided case waits for the platform and for nobody here, so that its urgency no longer says what is looked at first.
    /// Ids are drawn in order of time when a case is opened, so that their order is that of age.
    ///
    /// - Parameters:
    ///   - filter: which ones.
    ///   - after: where the page before ended.
    ///   - limit: how many at most.
    ///   - caller: who asks; filters that are about a person are about theirs.
    /// - Returns: the page, and where the next one begins.
    /// - Throws: `Refusal` `viewer-missing`; `StoreError`.
    package func cases(
        _ filter: CaseFilter = .all,
        after: AggregateQuery<Case>.Bookmark? = nil,
        limit: Int = 100,
        for caller: Caller
    ) async throws -> (cases: [CaseView], next: AggregateQuery<Case>.Bookmark?) {
        let (limits, now) = (settings.exposureLimits, clock())
        return try await store.read { reading in
            let viewer = try CaseViewer(caller, limits: limits, now: now, in: reading)
            let page = try reading.find(
                AggregateQuery<Case>(
                    try filter.conditions(for: viewer, now: now),
                    order: filter.order,
                    after: after,
                    limit: limit
                )
            )
            let next = page.count == limit ? page.last : nil
            return (
                try reading.views(page, for: viewer), next.map { .init(value: $0.value(of: filter.facet), id: $0.id) }
            )
        }
    }

    /// How many cases a filter lets through, counted no further than a bound.
    package func countCases(_ filter: CaseFilter, upTo bound: Int, for caller: Caller) async throws -> Int {
        let (limits, now) = (settings.exposureLimits, clock())
        return try await store.read { reading in
            let viewer = try CaseViewer(caller, limits: limits, now: now, in: reading)
            return try reading.count(AggregateQuery<Case>(try filter.conditions(for: viewer, now: now)), upTo: bound)
        }
    }

    /// One case as the node itself sees it, unrecorded; whoever shows it to a person calls `readCase`.
    package func caseView(_ id: ID<Case>) async throws -> CaseView {
        try await store.read { try $0.view(try $0.existingCase(id), for: nil) }
    }

    /// Erases the personal data of a case and of all decisions on it: reference, link, thumbnail's address, account, the keyed
    /// hashes by which it was found, reasons.
    ///
    /// The acts stay recorded, and every proof still verifies. Whoever still has a word to say about a decision reads what was
    /// decided and why: the platform that has to answer, and the second person who is asked whether an account is closed.
    ///
    /// - Parameters:
    ///   - id: the case.
    ///   - caller: who erases; already authorised.
    /// - Returns: how many texts were erased.
    /// - Throws: `Refusal`: `not-found`, `case-not-closed`, `case-awaits-answer`, `case-awaits-second-person`; `StoreError`.
    package func eraseCase(_ id: ID<Case>, by caller: Caller) async throws -> Int {
        try await store.write { transaction in
            let item = try transaction.load(Case.self, id)
            let decisions = try transaction.find(
                AggregateQuery<Decision>([.equals(.subject, .text(id.description))], limit: 1000)
            )
            let awaited: CaseCommand.Awaited? =
                if decisions.contains(where: \.awaitsSecondPerson) {
                    .secondPerson
                } else {
                    decisions.contains { $0.answerDueAt != nil } ? .platform : nil
                }
            for act in try Case.decide(item, .erase(awaiting: awaited), id: id, now: transaction.now) {
                try transaction.append(act, by: caller.author)
            }
            return try ([id.identifier] + decisions.map(\.id.identifier)).reduce(0) { erased, subject in
                try erased
                    + transaction.eraseSealedParts(
                        ofSubject: subject,
                        forgetting: .organisation(caller.organisation.id)
                    )
            }
        }
    }
}

extension StoreReading {
    /// A case that is there.
    ///
    /// - Throws: `Refusal` `not-found`.
    func existingCase(_ id: ID<Case>) throws -> Case {
        guard let item = try load(Case.self, id) else {
            throw Refusal(.notFound, "not-found", "There is no such case.")
        }
        return item
    }

    /// The case of some content that is not closed; `nil` where there is none.
    func openCase(ofContent contentKey: String) throws -> Case? {
        for subject in try subjects(.contentKey, equalTo: contentKey, limit: Case.sameContentMax) {
            if let item = try load(Case.self, ID(subject)), item.state != .closed { return item }
        }
        return nil
    }

    /// Whether a person's word stands against acting on some content by rule.
    func isActingContradicted(forContent contentKey: String) throws -> Bool {
        for subject in try subjects(.contentKey, equalTo: contentKey, limit: Case.sameContentJudgedMax) {
            let decisions = try find(
                AggregateQuery<Decision>([.equals(.subject, .text(ID<Case>(subject).description))], limit: 100)
            )
            if decisions.contains(where: \.contradictsActing) { return true }
        }
        return false
    }
}

extension StoreTransaction {
    @discardableResult
    func command(_ command: CaseCommand, on id: ID<Case>, by author: Author) throws -> Case {
        let state = try load(Case.self, id)
        for act in try Case.decide(state, command, id: id, now: now) { try append(act, by: author) }
        guard let item = try load(Case.self, id) else {
            throw Refusal(.notFound, "not-found", "There is no such case.")
        }
        return item
    }
}
