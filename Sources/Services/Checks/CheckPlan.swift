import Cooperation
import Fingerprints

/// What a check has found so far, and how it becomes an answer in one consistent state of the store.
///
/// The same look is taken first from a reader and, where something has to be recorded, again within the transaction.
struct CheckPlan: Sendable {
    /// A signal whose PDQ hash is near one of the content's.
    struct Near: Sendable, Hashable {
        let signal: ID<Signal>
        let fingerprint: Fingerprint
        let distance: Int
    }

    /// What an automatic decision rests on.
    struct Citation: Sendable {
        let signal: ID<Signal>
        let exemptionAssessment: String
        let rationale: String
    }

    /// The answer and the case that is open for the content already.
    struct Sight: Sendable {
        let answer: CheckRules.Answer
        let openCase: Case?
        /// What has to be cited in a decision to be made now; `nil` where none is.
        let citation: Citation?

        /// Whether recording would change nothing: the case is open and knows every signal.
        var addsNothing: Bool {
            guard let openCase, citation == nil else { return false }
            return Set(answer.matches.map(\.signal)).isSubset(of: openCase.matches.map(\.signal))
        }
    }

    /// How many signals under one exact fingerprint are looked at.
    static let signalsPerFingerprintMax = 1000
    /// How many signals one check answers with, as many as a case lists; of more the nearest, and none of them acts.
    static let signalsMax = Case.matchesMax

    /// The nearest first.
    let near: [Near]
    let exact: [Fingerprint]
    let rolloutBucket: Int
    let contentKey: String
    let organisation: ID<Organisation>
    let now: Timestamp
    /// Whether `near` leaves out signals that match too.
    var isPart = false

    /// The same plan, for a second look at what the first has found.
    func narrowed(to first: Sight) -> CheckPlan {
        let matched = Set(first.answer.matches.map(\.signal))
        return CheckPlan(
            near: near.filter { matched.contains($0.signal) },
            exact: exact,
            rolloutBucket: rolloutBucket,
            contentKey: contentKey,
            organisation: organisation,
            now: now,
            isPart: first.answer.matches.contains { $0.rule == .tooManyMatches }
        )
    }

    func look(_ reading: any StoreReading) throws -> Sight {
        let (candidates, isComplete) = try candidates(reading)
        let matched = CheckRules.answer(
            candidates,
            isComplete: isComplete,
            rolloutBucket: rolloutBucket,
            at: now
        )
        guard matched.verdict != .clear else { return Sight(answer: matched, openCase: nil, citation: nil) }
        let open = try reading.openCase(ofContent: contentKey)
        guard matched.verdict == .act else { return Sight(answer: matched, openCase: open, citation: nil) }
        let citation = try citation(for: matched, reading)
        let history = ContentHistory(
            openCase: open,
            decision: try open?.decision.flatMap { try reading.load(Decision.self, $0) },
            isContradicted: try reading.isActingContradicted(forContent: contentKey),
            hasAssessment: citation != nil
        )
        let answer = CheckRules.answer(matched, knowing: history)
        let decides = answer.verdict == .act && !history.isActedOn
        return Sight(answer: answer, openCase: open, citation: decides ? citation : nil)
    }

    private func candidates(_ reading: any StoreReading) throws -> (found: [MatchCandidate], isComplete: Bool) {
        var scene = CheckScene(reading: reading, organisation: organisation, now: now)
        var found: [MatchCandidate] = []
        var signals: Set<ID<Signal>> = []
        var isComplete = !isPart
        func add(_ signal: ID<Signal>, _ fingerprint: Fingerprint, _ distance: Int) throws {
            guard signals.count < Self.signalsMax || signals.contains(signal) else {
                isComplete = false
                return
            }
            guard let candidate = try scene.candidate(signal, fingerprint: fingerprint, distance: distance) else {
                return
            }
            signals.insert(signal)
            found.append(candidate)
        }
        for fingerprint in exact {
            let key = LookupKey(scope: fingerprint.kind.rawValue, value: fingerprint.value)
            let under = try reading.lookUp(Signal.self, key, limit: Self.signalsPerFingerprintMax)
            if under.count == Self.signalsPerFingerprintMax { isComplete = false }
            for signal in under { try add(signal, fingerprint, 0) }
        }
        for signal in near { try add(signal.signal, signal.fingerprint, signal.distance) }
        return (found, isComplete)
    }

    /// What the nearest match that acts and whose texts are at hand says.
    private func citation(for answer: CheckRules.Answer, _ reading: any StoreReading) throws -> Citation? {
        for match in answer.matches where match.verdict == .act {
            guard let signal = try reading.load(Signal.self, match.signal),
                let assessment = try reading.sealedPart("exemptionAssessment", at: signal.proposedAtPosition),
                let rationale = try reading.sealedPart("rationale", at: signal.proposedAtPosition)
            else { continue }
            return Citation(signal: signal.id, exemptionAssessment: assessment, rationale: rationale)
        }
        return nil
    }
}
