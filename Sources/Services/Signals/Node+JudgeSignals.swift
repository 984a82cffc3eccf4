import Cooperation

/// What became of a word about a signal.
package enum SignalOutcome: Sendable, Hashable {
    /// It is recorded here.
    case recorded
    /// It waits for a second person of the same member.
    case awaitsConfirmation
    /// The signal is kept by an exchange; the word is on its way there.
    case dispatched(ID<Dispatch>)
}

extension Node {
    /// Gives a member's word that it looked.
    ///
    /// - Parameters:
    ///   - id: the signal.
    ///   - basis: on what the word rests. `ownMatch` is proved by this node's own cases; where a member's node says it
    ///     (`caller` with a key that vouches), that node has proved it.
    ///   - lookedAt: what was looked at.
    ///   - dispatch: the id under which a node sends the word, by which a repeat is known.
    ///   - caller: who; already authorised, with a person.
    /// - Returns: what became of it.
    /// - Throws: `Refusal`, `StoreError`.
    package func verifySignal(
        _ id: ID<Signal>,
        basis: Verification.Basis,
        lookedAt: String,
        dispatch: ID<Dispatch>?,
        by caller: Caller
    ) async throws -> SignalOutcome {
        let person = try caller.requiredPerson()
        let secrets = secrets
        return try await store.write { transaction in
            let signal = try transaction.visibleSignal(id, for: caller)
            if let exchange = signal.origin?.exchange {
                let isProved = try basis != .ownMatch || transaction.hasTrueMatch(signal.id)
                guard isProved else {
                    throw Refusal(
                        .conflict,
                        "no-own-match",
                        "Decide a case of your own first in which this signal matched truly; then verify with ownMatch.",
                        pointer: "/basis"
                    )
                }
                let lookedAt = try Texts.required(lookedAt, "lookedAt")
                return try transaction.send(
                    .verification(signal: id, basis: basis),
                    text: lookedAt,
                    to: exchange,
                    person: person,
                    secrets: secrets,
                    by: caller.author
                )
            }
            let context = try transaction.context(for: signal, caller: caller, person: person, dispatch: dispatch)
            let acts = try Signal.decide(signal, .verify(basis, lookedAt: lookedAt), id: id, context: context)
            for act in acts { try transaction.append(act, by: caller.author) }
            return .recorded
        }
    }

    /// Gives an opinion of a signal; a negative one disputes it at once.
    ///
    /// - Throws: `Refusal`, `StoreError`.
    package func giveOpinion(
        _ category: Opinion.Category,
        of id: ID<Signal>,
        reason: String?,
        dispatch: ID<Dispatch>?,
        by caller: Caller
    ) async throws -> SignalOutcome {
        let person = try caller.requiredPerson()
        let secrets = secrets
        let budget = settings.negativeOpinionBudget
        return try await store.write { transaction in
            let signal = try transaction.visibleSignal(id, for: caller)
            if let exchange = signal.origin?.exchange {
                if category == .negative { _ = try Texts.required(reason ?? "", "reason") }
                return try transaction.send(
                    .opinion(signal: id, category: category),
                    text: reason,
                    to: exchange,
                    person: person,
                    secrets: secrets,
                    by: caller.author
                )
            }
            let context = try transaction.context(
                for: signal,
                caller: caller,
                person: person,
                negativeOpinionBudget: budget,
                dispatch: dispatch
            )
            let acts = try Signal.decide(signal, .giveOpinion(category, reason: reason), id: id, context: context)
            for act in acts { try transaction.append(act, by: caller.author) }
            return acts.contains { $0.type == SignalOpinionHeld.type } ? .awaitsConfirmation : .recorded
        }
    }

    /// Confirms a colleague's negative opinion that waits; where an exchange keeps the signal, there and then.
    ///
    /// - Throws: `Refusal`, `StoreError`; `ExchangeFailure` where the exchange can't be asked.
    package func confirmOpinion(of id: ID<Signal>, by caller: Caller) async throws {
        let person = try caller.requiredPerson()
        if let line = try await line(toExchangeOf: id, for: caller) {
            try await line.connection.confirmOpinion(
                of: id,
                by: secrets.opaquePerson(person, for: line.exchange)
            )
            return
        }
        try await store.write { try $0.command(.confirmOpinion, on: id, person: person, by: caller) }
    }

    /// Takes a signal back.
    ///
    /// - Returns: the signal.
    /// - Throws: `Refusal`, `StoreError`.
    @discardableResult
    package func withdrawSignal(_ id: ID<Signal>, reason: String, by caller: Caller) async throws -> SignalView {
        let person = try caller.requiredPerson()
        return try await store.write { transaction in
            try transaction.command(.withdraw(reason: reason), on: id, person: person, by: caller)
            return try transaction.view(try transaction.visibleSignal(id, for: caller))
        }
    }
}

extension StoreTransaction {
    fileprivate func command(
        _ command: SignalCommand,
        on id: ID<Signal>,
        person: ID<Person>,
        by caller: Caller
    ) throws {
        let signal = try visibleSignal(id, for: caller)
        try requireKeptHere(signal)
        let context = try context(for: signal, caller: caller, person: person)
        for act in try Signal.decide(signal, command, id: id, context: context) { try append(act, by: caller.author) }
    }

    /// How long the budget of negative opinions lasts.
    private static var budgetPeriod: Seconds { .hours(1) }

    func visibleSignal(_ id: ID<Signal>, for caller: Caller) throws -> Signal {
        guard let signal = try load(Signal.self, id),
            try isVisible(signal, to: caller.organisation.id, at: now, for: .readSignals)
        else {
            throw Refusal(.notFound, "not-found", "There is no such signal.")
        }
        return signal
    }

    func requireKeptHere(_ signal: Signal) throws(Refusal) {
        guard signal.origin == nil else {
            throw Refusal(.conflict, "kept-elsewhere", "This signal is kept by the exchange; do that there.")
        }
    }

    func context(
        for signal: Signal,
        caller: Caller,
        person: ID<Person>,
        negativeOpinionBudget: Int = SignalContext.negativeOpinionBudgetDefault,
        dispatch: ID<Dispatch>? = nil
    ) throws -> SignalContext {
        let (bank, proposer) = try surroundings(of: signal)
        return SignalContext(
            organisation: caller.organisation,
            person: person,
            isVouched: caller.isNode,
            proposer: proposer,
            authority: try signal.provenance.authority.flatMap { try load(Organisation.self, $0) },
            bank: bank,
            agreement: try bank.agreement.flatMap { try load(Agreement.self, $0) },
            hasOwnTrueMatch: try caller.isNode || hasTrueMatch(signal.id),
            negativeOpinionsLastHour: try negativeOpinions(of: caller.organisation.id),
            negativeOpinionBudget: negativeOpinionBudget,
            dispatch: dispatch,
            now: now
        )
    }

    /// What a decision rests on that the node makes by itself.
    func context(for signal: Signal, ofNode organisation: ID<Organisation>) throws -> SignalContext {
        let (bank, proposer) = try surroundings(of: signal)
        guard let own = try load(Organisation.self, organisation) else {
            throw StoreError(.damaged, "The node's own organisation is missing; run 'perisai log verify'.")
        }
        return SignalContext(
            organisation: own,
            // Nobody acts: the node stands for itself, as it does in events.
            person: ID(organisation.identifier),
            proposer: proposer,
            bank: bank,
            agreement: try bank.agreement.flatMap { try load(Agreement.self, $0) },
            now: now
        )
    }

    private func surroundings(of signal: Signal) throws -> (bank: Bank, proposer: Organisation) {
        guard let bank = try load(Bank.self, signal.bank),
            let proposer = try load(Organisation.self, signal.proposer)
        else { throw StoreError(.damaged, "A signal's bank or proposer is missing; run 'perisai log verify'.") }
        return (bank, proposer)
    }

    private func negativeOpinions(of organisation: ID<Organisation>) throws -> Int {
        let from = try firstPosition(since: now - Self.budgetPeriod)
        let given = try events(
            EventQuery(
                from: from,
                types: [SignalOpinionGiven.type, SignalOpinionConfirmed.type],
                limit: Self.opinionsMax
            )
        )
        return try given.count { event in
            guard event.organisation == organisation, event.origin == nil else { return false }
            guard event.type == SignalOpinionGiven.type else { return true }
            return try event.payload(SignalOpinionGiven.self).category == .negative
        }
    }

    /// How many opinions of the last hour are looked at; beyond, every further one waits for a second person.
    private static var opinionsMax: Int { 100_000 }
}

extension StoreReading {
    /// Whether a case of this node, decided as true, has a match of this signal.
    func hasTrueMatch(_ signal: ID<Signal>) throws -> Bool {
        let key = LookupKey(scope: Case.signalScope, value: signal.description)
        for id in try lookUp(Case.self, key, limit: CheckPlan.signalsPerFingerprintMax) {
            guard let decisionID = try load(Case.self, id)?.decision,
                let decision = try load(Decision.self, decisionID)
            else { continue }
            // A machine's word is no look, and a decision that was undone is no true match.
            if decision.finding == .confirmed, !decision.isAutomatic, !decision.isReversed { return true }
        }
        return false
    }

    /// The first position that was recorded at or after a time; times never fall along the journal.
    ///
    /// - Complexity: O(log *n*) reads.
    func firstPosition(since time: Timestamp) throws -> Int64 {
        var low: Int64 = 0
        var high = try journalSize()
        while low < high {
            let middle = low + (high - low) / 2
            guard let event = try events(EventQuery(from: middle, limit: 1)).first else { return middle }
            if event.time < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
