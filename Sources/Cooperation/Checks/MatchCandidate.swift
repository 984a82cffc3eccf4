import Fingerprints

/// A signal near a fingerprint of the content, with all that its verdict rests on.
public struct MatchCandidate: Sendable {
    /// The signal.
    public let signal: Signal
    /// Its bank.
    public let bank: Bank
    /// Its agreement; `nil` in a bank that one organisation keeps for itself.
    public let agreement: Agreement?
    /// The content's fingerprint that is near.
    public let fingerprint: Fingerprint
    /// How far it is from the signal's, in bits; 0 for equality.
    public let distance: Int
    /// The proposer, the verifiers and the authority whose submission the proposer looked at, as known now.
    public let members: [ID<Organisation>: Organisation]
    /// As whom the checking organisation takes part in the bank: itself, or the member that it is on the bank's exchange.
    public let viewer: ID<Organisation>
    /// Whether the signal was proposed here, or a verified checkpoint of its exchange covers its latest event.
    public let isProven: Bool
    /// Whether a negative opinion of the checking organisation is on its way to the exchange that keeps the signal.
    public let isDisputedHere: Bool

    /// Makes a candidate.
    public init(
        signal: Signal,
        bank: Bank,
        agreement: Agreement?,
        fingerprint: Fingerprint,
        distance: Int,
        members: [ID<Organisation>: Organisation],
        viewer: ID<Organisation>,
        isProven: Bool,
        isDisputedHere: Bool = false
    ) {
        self.signal = signal
        self.bank = bank
        self.agreement = agreement
        self.fingerprint = fingerprint
        self.distance = distance
        self.members = members
        self.viewer = viewer
        self.isProven = isProven
        self.isDisputedHere = isDisputedHere
    }

    /// Whether any member disputes the signal, as far as this node knows.
    public var isDisputed: Bool { signal.isDisputed || isDisputedHere }

    /// Whether the checking organisation may see and use the match at all.
    public func isVisible(at time: Timestamp) -> Bool {
        guard signal.isLive, time < signal.expiresAt, !bank.isClosed, distance <= bank.settings.radius else {
            return false
        }
        return AuthorisationRules.admits(viewer, .check, to: bank, under: agreement, at: time)
    }

    /// How many verifications count towards acting (design rules 2 and 3).
    ///
    /// In a shared bank: the size of the largest set of verifying members, other than the proposer, that are independent
    /// of the proposer, of each other and of the authority whose submission it was, counted up to two. In a bank of one's
    /// own: the number of other people. Neither the words of members that are suspended or have withdrawn count, nor
    /// those about a signal that such a member proposed.
    public var countedVerifications: Int {
        guard let proposer = members[signal.proposer], proposer.standing.wordCounts else { return 0 }
        guard bank.agreement != nil else { return signal.provenance.source == .submission ? 0 : colleagues.count }
        var others = [proposer]
        if signal.provenance.source == .submission {
            guard let authority = signal.provenance.authority.flatMap({ members[$0] }) else { return 0 }
            others.append(authority)
        }
        let eligible = signal.verifications
            .filter { !bank.isExternalList || $0.basis == .ownMatch }
            .compactMap { members[$0.organisation] }
            .filter { $0.kind.curatesSignals && $0.standing.wordCounts && others.allSatisfy($0.isIndependent(of:)) }
        for (index, first) in eligible.enumerated()
        where eligible[(index + 1)...].contains(where: { $0.isIndependent(of: first) }) {
            return 2
        }
        return eligible.isEmpty ? 0 : 1
    }

    /// The people other than the proposer who looked, by ids of the kind that the proposer's has.
    private var colleagues: Set<ID<Person>> {
        let words = signal.verifications.filter { $0.isVouched == signal.isProposerVouched }
        return Set(words.map(\.person)).subtracting([signal.proposedBy])
    }

    /// The rule that decides about this match alone, and its verdict.
    ///
    /// - Parameter rolloutBucket: 0 to 99, from the content's fingerprint: the bank acts for buckets below its rollout.
    /// - Returns: the verdict and the rule.
    public func verdict(rolloutBucket: Int) -> (verdict: Verdict, rule: VerdictRule) {
        let rule: VerdictRule =
            if isDisputed || signal.unconfirmedOpinions[viewer] != nil {
                .disputed
            } else if signal.stage != .verified {
                .notVerified
            } else if !fingerprint.kind.mayActAlone {
                .weakFingerprint
            } else if !bank.settings.allowsBlocking || agreement.map({ $0.use != .block }) ?? false {
                .reviewOnly
            } else if !bank.isEnforced {
                .notEnforced
            } else if distance > bank.settings.actRadius {
                .beyondActRadius
            } else if countedVerifications < 2 {
                .tooFewVerifications
            } else if !isProven {
                .notProven
            } else if rolloutBucket >= bank.settings.rolloutPercent {
                .outsideRollout
            } else {
                .allConditionsHold
            }
        return (rule == .allConditionsHold ? .act : .review, rule)
    }
}
