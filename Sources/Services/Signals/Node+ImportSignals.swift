import Cooperation
import Fingerprints

/// What became of one line of a list.
package enum ImportOutcome: Sendable, Hashable {
    /// It is a signal now.
    case accepted(ID<Signal>)
    /// The bank holds a live signal with each of its fingerprints already, as this one.
    case duplicate(ID<Signal>)
    case refused(Refusal)
}

extension Node {
    /// Whether signals like these can be proposed into a bank at all, so that a form is refused before a list is read.
    ///
    /// - Parameters:
    ///   - pattern: what all of them share; its fingerprints are not looked at.
    ///   - bank: where they would go.
    ///   - caller: who would propose them; already authorised, with a person.
    /// - Throws: `Refusal` that says what is wrong with the pattern or the bank; `StoreError`.
    package func requireProposable(
        _ pattern: SignalProposal,
        into bank: ID<Bank>,
        by caller: Caller
    ) async throws {
        let person = try caller.requiredPerson()
        let now = clock()
        try await store.read { reading in
            let context = try reading.proposalContext(bank, by: caller, person: person, now: now)
            var trial = pattern
            trial.fingerprints = [Fingerprint(pdq: .zero)]
            _ = try Signal.decide(nil, .propose(trial), id: ID(bank.identifier), context: context)
        }
    }

    /// Which bank a list would go into.
    ///
    /// - Throws: `Refusal` where there is none for the caller, or an exchange keeps it; `StoreError`.
    package func bankForImport(_ bank: ID<Bank>, by caller: Caller) async throws -> Bank {
        let person = try caller.requiredPerson()
        let now = clock()
        return try await store.read { try $0.proposalContext(bank, by: caller, person: person, now: now).bank }
    }

    /// Proposes the next lines of a list that share everything but their fingerprints.
    ///
    /// - Throws: As ``importSignals(_:into:by:)``.
    package func importSignals(
        _ lines: [[Fingerprint]],
        as pattern: SignalProposal,
        into bank: ID<Bank>,
        by caller: Caller
    ) async throws -> [ImportOutcome] {
        let proposals = lines.map { fingerprints in
            var proposal = pattern
            proposal.fingerprints = fingerprints
            return proposal
        }
        return try await importSignals(proposals, into: bank, by: caller)
    }

    /// Proposes the next lines of a list in one transaction, each decided by itself.
    ///
    /// - Parameters:
    ///   - proposals: what each line proposes; at most `proposalsMax` lines.
    ///   - bank: where they go.
    ///   - caller: who proposes; already authorised, with a person.
    /// - Returns: what became of each line, in order.
    /// - Throws: `Refusal` where there are too many lines, or no such bank for the caller; `StoreError`.
    package func importSignals(
        _ proposals: [SignalProposal],
        into bank: ID<Bank>,
        by caller: Caller
    ) async throws -> [ImportOutcome] {
        guard proposals.count <= Self.proposalsMax else {
            throw Refusal(.invalid, "batch-invalid", "Propose 1 to \(Self.proposalsMax) signals at once.")
        }
        let person = try caller.requiredPerson()
        return try await store.write { transaction in
            // Whoever takes no part in the bank must not learn what is in it.
            _ = try transaction.proposalContext(bank, by: caller, person: person, now: transaction.now)
            return try proposals.map { proposal in
                if let known = try transaction.signal(in: bank, withAll: proposal.fingerprints) {
                    return .duplicate(known)
                }
                do {
                    return .accepted(try transaction.propose(proposal, into: bank, by: caller, person: person))
                } catch let refusal as Refusal {
                    // Everything is decided before the first append, so a refusal leaves nothing behind.
                    return .refused(refusal)
                }
            }
        }
    }
}

extension StoreReading {
    /// A live signal of a bank that is found by every one of these fingerprints.
    fileprivate func signal(in bank: ID<Bank>, withAll fingerprints: [Fingerprint]) throws -> ID<Signal>? {
        var common: Set<ID<Signal>>?
        for fingerprint in fingerprints {
            let key = LookupKey(scope: fingerprint.kind.rawValue, value: fingerprint.value)
            let found = Set(try lookUp(Signal.self, key, limit: CheckPlan.signalsPerFingerprintMax))
            common = common?.intersection(found) ?? found
            if common?.isEmpty == true { return nil }
        }
        return try common?.sorted().first { try load(Signal.self, $0)?.bank == bank }
    }
}
