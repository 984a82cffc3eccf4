import Cooperation

/// A case with its texts and its decision.
package struct CaseView: Sendable {
    package let item: Case
    package let reference: String?
    package let link: String?
    package let account: String?
    package let decision: Decision?
    /// Other cases of the same account, newest first; looked up for one case, and empty in a list.
    package let sameAccount: [ID<Case>]
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
            return try reading.view(item, sameAccount: reading.otherCases(ofAccountIn: item))
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

    /// Erases the personal data of a case and of all decisions on it: reference, link, account, the keyed hashes by which it
    /// was found, reasons.
    ///
    /// The acts stay recorded, and every proof still verifies.
    package func eraseCase(_ id: ID<Case>, by caller: Caller) async throws -> Int {
        try await store.write { transaction in
            let item = try transaction.load(Case.self, id)
            let decisions = try transaction.find(
                AggregateQuery<Decision>([.equals(.subject, .text(id.description))], limit: 1000)
            )
            let command = CaseCommand.erase(awaitsAnswer: decisions.contains { $0.answerDueAt != nil })
            for act in try Case.decide(item, command, id: id, now: transaction.now) {
                try transaction.append(act, by: caller.author)
            }
            var erased = try transaction.eraseSealedParts(ofSubject: id.identifier)
            for decision in decisions {
                erased += try transaction.eraseSealedParts(ofSubject: decision.id.identifier)
            }
            return erased
        }
    }
}

extension StoreReading {
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

    /// Other cases of the same account, newest first.
    func otherCases(ofAccountIn item: Case) throws -> [ID<Case>] {
        guard let key = try sealedPart(SealedKey.accountKey.rawValue, at: item.openedAtPosition) else { return [] }
        return try subjects(.accountKey, equalTo: key, limit: Case.sameAccountMax).map { ID($0) }
            .filter { $0 != item.id }
    }

    func view(_ item: Case, sameAccount: [ID<Case>] = []) throws -> CaseView {
        func part(_ name: String) throws -> String? { try sealedPart(name, at: item.openedAtPosition) }
        return CaseView(
            item: item,
            reference: try part("reference"),
            link: try part("link"),
            account: try part("account"),
            decision: try item.decision.flatMap { try load(Decision.self, $0) },
            sameAccount: sameAccount
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
