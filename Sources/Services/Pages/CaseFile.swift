import Cooperation

/// Everything that a person sees who works on a case.
package struct CaseFile: Sendable {
    /// One match with what is known of its signal; the signal is absent where the caller may not read it any more.
    package struct Evidence: Sendable {
        package let match: Match
        package let signal: SignalView?
        package let bank: String?
        package let agreement: String?
        package let members: [ID<Organisation>: String]
    }

    package let view: CaseView
    /// The first matches, nearest first.
    package let evidence: [Evidence]
    /// How many there are.
    package let matchCount: Int
    /// The acts on the case and on its decisions, in order of time.
    package let history: [JournalEvent]
    /// The decision in force or the last one.
    package let decision: DecisionView?
    /// The names of the people who acted, as far as they are not erased.
    package let people: [Identifier: String]
}

extension Node {
    /// How many matches of a case are shown with their signals.
    private static let evidenceMax = 20
    private static let decisionsMax = 200
    private static let historyMax = 500

    /// Everything that a person sees who works on a case; that they opened it is noted.
    ///
    /// - Parameters:
    ///   - id: the case.
    ///   - purpose: what for; not needed by whoever works on it.
    ///   - caller: who opens it.
    /// - Returns: the case with its evidence, its history and its decision.
    /// - Throws: `Refusal`: `not-found`, `purpose-required`, `break-required`; `StoreError`.
    package func caseFile(
        _ id: ID<Case>,
        purpose: Reading.Purpose?,
        by caller: Caller
    ) async throws -> CaseFile {
        try await file(of: readCase(id, purpose: purpose, by: caller), for: caller)
    }

    /// The same once more, for a person who sent a form from the page of the case; see `caseAgain`.
    package func caseFileAgain(_ id: ID<Case>, by caller: Caller) async throws -> CaseFile {
        try await file(of: caseAgain(id, by: caller), for: caller)
    }

    private func file(of view: CaseView, for caller: Caller) async throws -> CaseFile {
        let id = view.item.id
        let organisation = caller.organisation.id
        let now = clock()
        return try await store.read { reading in
            let item = view.item
            let decisions = try reading.find(
                AggregateQuery<Decision>([.equals(.subject, .text(id.description))], limit: Self.decisionsMax)
            )
            let history = try reading.events(
                ofSubjects: [id.identifier] + decisions.map(\.id.identifier),
                limit: Self.historyMax
            )
            let known = try reading.names(of: history.map { ID<Person>($0.actor) })
            let names = known.map { ($0.key.identifier, $0.value) }
            let shown = Array(item.matches.sorted { $0.distance < $1.distance }.prefix(Self.evidenceMax))
            return CaseFile(
                view: view,
                evidence: try reading.evidence(shown, for: organisation, at: now),
                matchCount: item.matches.count,
                history: history,
                decision: try item.decision.map { try reading.decisionView($0) },
                people: Dictionary(names, uniquingKeysWith: { first, _ in first })
            )
        }
    }
}

extension StoreReading {
    fileprivate func evidence(
        _ matches: [Match],
        for organisation: ID<Organisation>,
        at now: Timestamp
    ) throws -> [CaseFile.Evidence] {
        let signals = try load(Signal.self, ids: matches.map(\.signal))
        let visible = try visible(Array(signals.values), to: organisation, at: now)
        let views = Dictionary(try self.views(visible).map { ($0.signal.id, $0) }) { first, _ in first }
        let members = try names(of: visible.flatMap { $0.whoSaidSomething })
        let banks = try load(Bank.self, ids: matches.map(\.bank))
        let bankNames = try sealedParts(["name"], at: banks.values.map(\.namedAt))
        let titles = try titles(of: matches.compactMap(\.agreement))
        return matches.map { match in
            let view = views[match.signal]
            let said = Set(view?.signal.whoSaidSomething ?? [])
            return CaseFile.Evidence(
                match: match,
                signal: view,
                bank: banks[match.bank].flatMap { bankNames[$0.namedAt]?["name"] },
                agreement: match.agreement.flatMap { titles[$0] },
                members: members.filter { said.contains($0.key) }
            )
        }
    }
}

extension Signal {
    fileprivate var whoSaidSomething: [ID<Organisation>] {
        [proposer] + verifications.map(\.organisation) + opinions.keys
    }
}
