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
    private static let historyMax = 200

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
        let view = try await readCase(id, purpose: purpose, by: caller)
        let organisation = caller.organisation.id
        let now = clock()
        return try await store.read { reading in
            let item = view.item
            var history = try reading.events(EventQuery(subject: id.identifier, limit: Self.historyMax))
            let decisions = try reading.find(
                AggregateQuery<Decision>([.equals(.subject, .text(id.description))], limit: Self.historyMax)
            )
            for decision in decisions {
                history += try reading.events(EventQuery(subject: decision.id.identifier, limit: Self.historyMax))
            }
            var people: [Identifier: String] = [:]
            for actor in Set(history.map(\.actor)) {
                guard let person = try reading.load(Person.self, ID(actor)) else { continue }
                people[actor] = try reading.sealedPart("name", at: person.namedAt)
            }
            return CaseFile(
                view: view,
                evidence: try item.matches.sorted { $0.distance < $1.distance }.prefix(Self.evidenceMax).map { match in
                    try reading.evidence(match, for: organisation, at: now)
                },
                matchCount: item.matches.count,
                history: history.sorted { $0.position < $1.position },
                decision: try item.decision.map { try reading.decisionView($0) },
                people: people
            )
        }
    }
}

extension StoreReading {
    fileprivate func evidence(
        _ match: Match,
        for organisation: ID<Organisation>,
        at now: Timestamp
    ) throws -> CaseFile.Evidence {
        var view: SignalView?
        var members: [ID<Organisation>: String] = [:]
        if let signal = try load(Signal.self, match.signal),
            try isVisible(signal, to: organisation, at: now, for: .readSignals)
        {
            view = try self.view(signal)
            let known = [signal.proposer] + signal.verifications.map(\.organisation) + signal.opinions.keys
            for id in Set(known) {
                guard let member = try load(Organisation.self, id) else { continue }
                members[id] = try sealedPart("name", at: member.namedAt)
            }
        }
        let bank = try load(Bank.self, match.bank)
        let agreement = try match.agreement.flatMap { try load(Agreement.self, $0) }
        return CaseFile.Evidence(
            match: match,
            signal: view,
            bank: try bank.flatMap { try sealedPart("name", at: $0.namedAt) },
            agreement: try agreement.flatMap { try sealedPart("title", at: $0.titledAt) },
            members: members
        )
    }
}
