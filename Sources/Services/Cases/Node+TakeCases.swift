import Cooperation

extension Node {
    /// Lets the caller's person work on a case for a while, or for longer where they do already.
    ///
    /// Taking a case opens it: it is noted as read, and as exposure where it is graphic.
    ///
    /// - Parameters:
    ///   - id: the case.
    ///   - despiteOptOut: whether the person means it although its content does what they do not want to see.
    ///   - caller: whose person.
    /// - Returns: the case.
    /// - Throws: `Refusal`: `not-found`, `assigned-to-another`, `not-in-this-state`, `opted-out`, `break-required`.
    package func assignCase(
        _ id: ID<Case>,
        despiteOptOut: Bool = false,
        by caller: Caller
    ) async throws -> CaseView {
        let node = self
        return try await store.write {
            try node.assign(id, despiteOptOut: despiteOptOut, to: caller, in: $0)
        }
    }

    /// Lets the caller's person work on the case that they should take next, as `assignCase` does; of two who ask at once
    /// each gets another.
    ///
    /// While they must have a break from graphic content, what shows such content is left out.
    ///
    /// - Returns: the case; `nil` where there is none.
    /// - Throws: `Refusal` where a person is missing; `StoreError`.
    package func takeNextCase(by caller: Caller) async throws -> CaseView? {
        let person = try caller.requiredPerson()
        let filter = try CaseFilter(queue: .forMe)
        let node = self
        return try await store.write { transaction in
            let viewer = try node.viewer(caller, transaction, now: transaction.now)
            let isResting = try node.gauge(of: person, transaction, now: transaction.now).breakUntil != nil
            let next = AggregateQuery<Case>(
                try filter.conditions(for: viewer, now: transaction.now) + (isResting ? Self.withoutGraphic : []),
                order: .descending(.priority),
                limit: 1
            )
            guard let item = try transaction.find(next).first else { return nil }
            return try node.assign(item.id, despiteOptOut: false, to: caller, in: transaction)
        }
    }

    private static var withoutGraphic: [AggregateQuery<Case>.Condition] {
        Behaviour.allCases.filter(\.isGraphic).map { .lacksKey(Case.behaviourKey($0)) }
    }

    private func assign(
        _ id: ID<Case>,
        despiteOptOut: Bool,
        to caller: Caller,
        in transaction: any StoreTransaction
    ) throws -> CaseView {
        let person = try caller.requiredPerson()
        let item = try transaction.existingCase(id)
        let acts = try Case.decide(item, .assign(person, lockTime: settings.lockTime), id: id, now: transaction.now)
        let viewer = try viewer(caller, transaction, now: transaction.now)
        if !despiteOptOut, item.assignee != person, let viewer, !viewer.refused(item).isEmpty {
            throw Refusal(
                .conflict,
                "opted-out",
                "You said that you do not want to see such content. Take another case, or say that you mean it."
            )
        }
        let opening = CaseOpeningByPerson(item: item, person: person, isTheirs: true, purpose: nil)
        for act in try acts + self.acts(of: opening, transaction, now: transaction.now) {
            try transaction.append(act, by: caller.author)
        }
        return try transaction.view(transaction.existingCase(id), for: viewer)
    }

    /// Gives a case back to the queue: its own assignee, or a lead for someone else.
    package func releaseCase(_ id: ID<Case>, by caller: Caller) async throws -> CaseView {
        let person = try caller.requiredPerson()
        let node = self
        return try await store.write { transaction in
            let item = try transaction.load(Case.self, id)
            guard item?.assignee == nil || item?.assignee == person || caller.role == .lead else {
                throw Refusal(
                    .forbidden,
                    "assigned-to-another",
                    "A colleague works on this case; they or a lead can release it."
                )
            }
            return try node.carryOut(.release, on: id, by: caller, in: transaction)
        }
    }

    /// Leaves a case to others, and gives it back where the caller's person had taken it.
    ///
    /// - Parameters:
    ///   - id: the case.
    ///   - reason: why; needed the first time that this person leaves this case.
    ///   - note: more about it, kept sealed.
    ///   - caller: whose person.
    /// - Returns: the case.
    /// - Throws: `Refusal`: `not-found`, `skip-reason-missing`, `not-in-this-state`, `text-too-long`.
    package func skipCase(
        _ id: ID<Case>,
        reason: SkipReason? = nil,
        note: String? = nil,
        by caller: Caller
    ) async throws -> CaseView {
        let skip = CaseSkip(person: try caller.requiredPerson(), reason: reason, note: note)
        let node = self
        return try await store.write { try node.carryOut(.skip(skip), on: id, by: caller, in: $0) }
    }

    /// Carries a command out and tells the case as lists do: who gives a case back does not open it.
    private func carryOut(
        _ command: CaseCommand,
        on id: ID<Case>,
        by caller: Caller,
        in transaction: any StoreTransaction
    ) throws -> CaseView {
        let item = try transaction.command(command, on: id, by: caller.author)
        let viewer = try viewer(caller, transaction, now: transaction.now)
        guard let view = try transaction.views([item], for: viewer).first else {
            throw StoreError(.damaged, "A case that was just changed is missing.")
        }
        return view
    }

    func viewer(_ caller: Caller, _ reading: any StoreReading, now: Timestamp) throws -> CaseViewer? {
        try CaseViewer(caller, limits: settings.exposureLimits, now: now, in: reading)
    }
}
