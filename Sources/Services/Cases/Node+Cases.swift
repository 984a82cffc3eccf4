import Cooperation

/// A case with its texts and its decision.
package struct CaseView: Sendable {
    package let item: Case
    package let reference: String?
    package let link: String?
    package let account: String?
    package let decision: Decision?
}

extension Node {
    /// Cases: the most urgent first, or of one state in that order.
    ///
    /// - Returns: the page, and where the next one begins.
    package func cases(
        state: Case.State?,
        after: AggregateQuery<Case>.Bookmark?,
        limit: Int
    ) async throws -> (cases: [CaseView], next: AggregateQuery<Case>.Bookmark?) {
        let conditions: [AggregateQuery<Case>.Condition] = state.map { [.equals(.state, .text($0.rawValue))] } ?? []
        return try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<Case>(conditions, order: .descending(.priority), after: after, limit: limit)
            )
            let next = page.count == limit ? page.last : nil
            return (
                try page.map { try reading.view($0) }, next.map { .init(value: $0.value(of: .priority), id: $0.id) }
            )
        }
    }

    /// One case.
    package func caseView(_ id: ID<Case>) async throws -> CaseView {
        try await store.read { reading in
            guard let item = try reading.load(Case.self, id) else {
                throw Refusal(.notFound, "not-found", "There is no such case.")
            }
            return try reading.view(item)
        }
    }

    /// Lets the caller work on a case.
    package func assignCase(_ id: ID<Case>, by caller: Caller) async throws -> CaseView {
        try await command(.assign(try caller.requiredPerson()), on: id, by: caller)
    }

    /// Gives a case back to the queue: its own assignee, or a lead for someone else.
    package func releaseCase(_ id: ID<Case>, by caller: Caller) async throws -> CaseView {
        let person = try caller.requiredPerson()
        return try await store.write { transaction in
            let item = try transaction.load(Case.self, id)
            guard item?.assignee == nil || item?.assignee == person || caller.role == .lead else {
                throw Refusal(
                    .forbidden,
                    "assigned-to-another",
                    "A colleague works on this case; they or a lead can release it."
                )
            }
            return try transaction.command(.release, on: id, by: caller.author)
        }
    }

    private func command(_ command: CaseCommand, on id: ID<Case>, by caller: Caller) async throws -> CaseView {
        try await store.write { try $0.command(command, on: id, by: caller.author) }
    }

    /// Erases the personal data of a case and of all decisions on it: reference, link, account, reasons.
    ///
    /// The acts stay recorded, and every proof still verifies.
    package func eraseCase(_ id: ID<Case>, by caller: Caller) async throws -> Int {
        try await store.write { transaction in
            guard let item = try transaction.load(Case.self, id) else {
                throw Refusal(.notFound, "not-found", "There is no such case.")
            }
            guard item.state == .closed else {
                throw Refusal(.conflict, "case-not-closed", "Close the case first; until then its data are needed.")
            }
            let decisions = try transaction.find(
                AggregateQuery<Decision>([.equals(.subject, .text(id.description))], limit: 1000)
            )
            try transaction.append(Act(CaseErased(), on: id), by: caller.author)
            var erased = try transaction.eraseSealedParts(ofSubject: id.identifier)
            for decision in decisions {
                erased += try transaction.eraseSealedParts(ofSubject: decision.id.identifier)
            }
            return erased
        }
    }
}

extension StoreReading {
    func view(_ item: Case) throws -> CaseView {
        func part(_ name: String) throws -> String? { try sealedPart(name, at: item.openedAtPosition) }
        return CaseView(
            item: item,
            reference: try part("reference"),
            link: try part("link"),
            account: try part("account"),
            decision: try item.decision.flatMap { try load(Decision.self, $0) }
        )
    }
}

extension StoreTransaction {
    @discardableResult
    func command(_ command: CaseCommand, on id: ID<Case>, by author: Author) throws -> CaseView {
        let state = try load(Case.self, id)
        for act in try Case.decide(state, command, id: id, now: now) { try append(act, by: author) }
        guard let item = try load(Case.self, id) else {
            throw Refusal(.notFound, "not-found", "There is no such case.")
        }
        return try view(item)
    }
}
