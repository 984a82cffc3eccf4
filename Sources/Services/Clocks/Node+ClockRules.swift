import Cooperation

/// A rule of the clock registry with its texts; a text that was erased is missing.
package struct ClockRuleView: Sendable {
    package let rule: ClockRule
    package let summary: String?
    package let source: String?
    package let confirmedBy: String?
}

extension Node {
    /// The clock registry, in order of id and so of time.
    ///
    /// - Parameters:
    ///   - after: the rule that the page before ended with.
    ///   - limit: how many at most.
    /// - Returns: the page, and the id to go on after, `nil` at the end.
    /// - Throws: `StoreError`.
    package func clockRules(
        after: ID<ClockRule>? = nil,
        limit: Int = 100
    ) async throws -> (rules: [ClockRuleView], next: ID<ClockRule>?) {
        try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<ClockRule>(after: after.map { .init(value: nil, id: $0) }, limit: limit)
            )
            return (try reading.views(page), page.count == limit ? page.last?.id : nil)
        }
    }

    /// One rule.
    package func clockRule(_ id: ID<ClockRule>) async throws -> ClockRuleView {
        try await store.read { try $0.view(id) }
    }

    /// Writes a rule down, by which no clock starts before it is adopted.
    package func proposeClockRule(_ draft: ClockRuleDraft, by caller: Caller) async throws -> ClockRuleView {
        try await store.write { transaction in
            let id: ID<ClockRule> = transaction.newID()
            try transaction.command(.propose(draft, isGiven: caller.person == nil), on: id, by: caller.author)
            return try transaction.view(id)
        }
    }

    /// Lets clocks start by a rule, in place of the one with the same code where there is one.
    package func adoptClockRule(_ id: ID<ClockRule>, by caller: Caller) async throws -> ClockRuleView {
        try await store.write { transaction in
            try transaction.adopt(id, by: caller.author)
            return try transaction.view(id)
        }
    }

    /// Notes that a local lawyer confirmed a rule.
    ///
    /// - Parameters:
    ///   - id: the rule.
    ///   - day: when.
    ///   - name: who.
    ///   - caller: who notes it; already authorised.
    /// - Returns: the rule.
    /// - Throws: `Refusal`; `StoreError`.
    package func confirmClockRule(
        _ id: ID<ClockRule>,
        on day: CivilDate,
        by name: String,
        noting caller: Caller
    ) async throws -> ClockRuleView {
        try await store.write { transaction in
            try transaction.command(.confirm(on: day, by: name), on: id, by: caller.author)
            return try transaction.view(id)
        }
    }

    /// Lets no more clocks start by a rule; those that run, run on.
    package func retireClockRule(_ id: ID<ClockRule>, by caller: Caller) async throws -> ClockRuleView {
        try await store.write { transaction in
            try transaction.command(.retire, on: id, by: caller.author)
            return try transaction.view(id)
        }
    }

    /// Proposes and adopts rules, all or none; those that are in force as given already stay as they are.
    ///
    /// - Returns: those that were adopted.
    /// - Throws: `Refusal`; `StoreError`.
    package func importClockRules(_ drafts: [ClockRuleDraft], by caller: Caller) async throws -> [ClockRuleView] {
        try await store.write { transaction in
            let isGiven = caller.person == nil
            let ids = try transaction.importClockRules(drafts, isGiven: isGiven, by: caller.author)
            return try transaction.views(ids)
        }
    }
}

extension StoreTransaction {
    /// Proposes and adopts rules; those that are in force as given already stay as they are.
    ///
    /// - Parameters:
    ///   - drafts: the rules.
    ///   - isGiven: whether somebody gave them of whom the author names nobody; not where the program begins with them.
    ///   - author: who adopts them.
    /// - Returns: which were adopted.
    /// - Throws: `Refusal` where a rule can't be adopted; `StoreError`.
    package func importClockRules(
        _ drafts: [ClockRuleDraft],
        isGiven: Bool = false,
        by author: Author
    ) throws -> [ID<ClockRule>] {
        var adopted: [ID<ClockRule>] = []
        for draft in drafts {
            if let present = try ownClockRule(inForce: draft.code), try isAsGiven(present, draft) { continue }
            let id: ID<ClockRule> = newID()
            try command(.propose(draft, isGiven: isGiven), on: id, by: author)
            try adopt(id, by: author)
            adopted.append(id)
        }
        return adopted
    }

    fileprivate func adopt(_ id: ID<ClockRule>, by author: Author) throws {
        guard let rule = try load(ClockRule.self, id) else { throw ClockRuleView.missing }
        let acts = try ClockRule.decide(rule, .adopt, id: id)
        if !acts.isEmpty, let present = try ownClockRule(inForce: rule.code) {
            try command(.replace(by: id), on: present.id, by: author)
        }
        for act in acts { try append(act, by: author) }
    }

    fileprivate func command(_ command: ClockRuleCommand, on id: ID<ClockRule>, by author: Author) throws {
        for act in try ClockRule.decide(load(ClockRule.self, id), command, id: id) { try append(act, by: author) }
    }
}

extension StoreReading {
    /// Those of some rules of which this register never had one, or has one in force that its node adopted by itself and that
    /// says something else.
    ///
    /// Where people changed or retired one, they decided; also where they did so on the node's machine, which names nobody.
    func missingClockRules(of drafts: [ClockRuleDraft], _ node: ID<Organisation>) throws -> [ClockRuleDraft] {
        let known = Set(try every(ClockRule.self).filter { $0.origin == nil }.map(\.code))
        return try drafts.filter { draft in
            guard let present = try ownClockRule(inForce: draft.code) else { return !known.contains(draft.code) }
            guard try !isAsGiven(present, draft) else { return false }
            return try isOwn(present.proposedAt, of: node)
        }
    }

    /// Whether a node wrote down by itself what stands at a position.
    func isOwn(_ position: Int64, of node: ID<Organisation>) throws -> Bool {
        guard let event = try record(at: position)?.event else { return false }
        return event.actor == node.identifier && event.facts["isGiven"] == nil
    }

    /// All of one kind, for registers that people write by hand.
    func every<A: Aggregate>(_ kind: A.Type) throws -> [A] {
        var all: [A] = []
        while true {
            let page = try find(AggregateQuery<A>(after: all.last.map { .init(value: nil, id: $0.id) }, limit: 500))
            all += page
            guard page.count == 500 else { return all }
        }
    }

    /// Whether a rule says word for word what a draft says.
    fileprivate func isAsGiven(_ rule: ClockRule, _ draft: ClockRuleDraft) throws -> Bool {
        guard rule.terms == draft.terms, rule.sourceDate == draft.sourceDate else { return false }
        let texts = try sealedParts(["summary", "source"], at: [rule.proposedAt])[rule.proposedAt]
        return texts?["summary"] == draft.summary && texts?["source"] == draft.source
    }

    fileprivate func view(_ id: ID<ClockRule>) throws -> ClockRuleView {
        guard let rule = try load(ClockRule.self, id), let view = try views([rule]).first else {
            throw ClockRuleView.missing
        }
        return view
    }

    func views(_ ids: [ID<ClockRule>]) throws -> [ClockRuleView] {
        let rules = try load(ClockRule.self, ids: ids)
        return try views(ids.compactMap { rules[$0] })
    }

    fileprivate func views(_ rules: [ClockRule]) throws -> [ClockRuleView] {
        let positions = rules.flatMap { [$0.proposedAt] + ($0.confirmedAt.map { [$0] } ?? []) }
        let texts = try sealedParts(["summary", "source", "confirmedBy"], at: positions)
        return rules.map { rule in
            ClockRuleView(
                rule: rule,
                summary: texts[rule.proposedAt]?["summary"],
                source: texts[rule.proposedAt]?["source"],
                confirmedBy: rule.confirmedAt.flatMap { texts[$0]?["confirmedBy"] }
            )
        }
    }
}

extension ClockRuleView {
    fileprivate static var missing: Refusal {
        Refusal(.notFound, "not-found", "There is no such rule.")
    }
}
