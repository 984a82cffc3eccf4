import Cooperation

extension Node {
    /// How many signals one call may propose.
    package static let proposalsMax = 1000

    /// What becomes of one proposal of a batch.
    package typealias ProposalResult = Result<ID<Signal>, Refusal>

    /// Proposes one signal.
    ///
    /// - Parameters:
    ///   - proposal: what is proposed.
    ///   - bank: where it goes.
    ///   - caller: who proposes; already authorised, with a person.
    /// - Returns: the signal.
    /// - Throws: `Refusal`, `StoreError`.
    package func proposeSignal(
        _ proposal: SignalProposal,
        into bank: ID<Bank>,
        by caller: Caller
    ) async throws -> SignalView {
        let person = try caller.requiredPerson()
        return try await store.write { transaction in
            let id = try transaction.propose(proposal, into: bank, by: caller, person: person)
            guard let signal = try transaction.load(Signal.self, id) else {
                throw StoreError(.damaged, "A signal is missing that was just recorded.")
            }
            return try transaction.view(signal)
        }
    }

    /// Proposes signals, each decided by itself: one that is refused does not stop the others.
    ///
    /// A submission that a proposal names is answered with it, in the same transaction.
    ///
    /// - Parameters:
    ///   - proposals: at most `proposalsMax`, each with its bank.
    ///   - caller: who proposes; already authorised, with a person.
    /// - Returns: a result for each proposal, in order.
    /// - Throws: `Refusal` where the batch itself is wrong; `StoreError`.
    package func proposeSignals(
        _ proposals: [(bank: ID<Bank>, proposal: SignalProposal)],
        by caller: Caller
    ) async throws -> [ProposalResult] {
        guard !proposals.isEmpty, proposals.count <= Self.proposalsMax else {
            throw Refusal(.invalid, "batch-invalid", "Propose 1 to \(Self.proposalsMax) signals at once.")
        }
        let person = try caller.requiredPerson()
        return try await store.write { transaction in
            try proposals.map { item in
                do {
                    return .success(try transaction.propose(item.proposal, into: item.bank, by: caller, person: person))
                } catch let refusal as Refusal {
                    // Everything is decided before the first append, so a refusal leaves nothing behind.
                    return .failure(refusal)
                }
            }
        }
    }
}

extension Caller {
    /// The person who acts.
    ///
    /// - Throws: `Refusal` `person-needed`.
    package func requiredPerson() throws(Refusal) -> ID<Person> {
        guard let person else {
            throw Refusal(.forbidden, "person-needed", "This needs a key that is bound to a person.")
        }
        return person
    }
}

extension StoreReading {
    /// What a proposal into a bank rests on.
    ///
    /// - Throws: `Refusal` where there is no such bank for the caller, or an exchange keeps it.
    func proposalContext(
        _ bankID: ID<Bank>,
        by caller: Caller,
        person: ID<Person>,
        now: Timestamp
    ) throws -> SignalContext {
        guard let bank = try load(Bank.self, bankID),
            try isVisible(bank, to: caller.organisation.id, at: now, for: .proposeSignals)
        else {
            throw Refusal(.notFound, "not-found", "There is no such bank.", pointer: "/bank")
        }
        guard bank.origin == nil else {
            throw Refusal(
                .conflict,
                "kept-elsewhere",
                "This bank is kept by the exchange; propose the signal there.",
                pointer: "/bank"
            )
        }
        return SignalContext(
            organisation: caller.organisation,
            person: person,
            isVouched: caller.isNode,
            proposer: caller.organisation,
            bank: bank,
            agreement: try bank.agreement.flatMap { try load(Agreement.self, $0) },
            now: now
        )
    }
}

extension StoreTransaction {
    func propose(
        _ given: SignalProposal,
        into bankID: ID<Bank>,
        by caller: Caller,
        person: ID<Person>
    ) throws -> ID<Signal> {
        let context = try proposalContext(bankID, by: caller, person: person, now: now)
        var proposal = given
        let submission = try resolveSubmission(&proposal)
        let id: ID<Signal> = newID()
        var acts = try Signal.decide(nil, .propose(proposal), id: id, context: context)
        if let submission {
            acts += try Submission.decide(submission, .answerWithSignal, id: submission.id, actor: caller.organisation)
        }
        for act in acts { try append(act, by: caller.author) }
        return id
    }

    private func resolveSubmission(_ proposal: inout SignalProposal) throws -> Submission? {
        guard let id = proposal.provenance.submission else { return nil }
        guard let submission = try load(Submission.self, id) else {
            throw Refusal(.notFound, "not-found", "There is no such submission.", pointer: "/provenance/submission")
        }
        proposal.provenance = .submission(submission)
        return submission
    }
}
