import Fingerprints

/// A match as it is answered and recorded: which signal, how near, and which rule decided.
public struct Match: Codable, Hashable, Sendable {
    /// The signal.
    public let signal: ID<Signal>
    /// Its bank.
    public let bank: ID<Bank>
    /// Its agreement.
    public let agreement: ID<Agreement>?
    /// The kind of fingerprint that is near.
    public let kind: FingerprintKind
    /// The content's fingerprint.
    public let fingerprint: String
    /// How far it is from the signal's, in bits; 0 for equality.
    public let distance: Int
    /// What the content does, most urgent first.
    public let behaviours: [Behaviour]
    /// Whether any member disputes the signal.
    public let disputed: Bool
    /// What this match alone would answer.
    public let verdict: Verdict
    /// Which rule decided.
    public let rule: VerdictRule

    /// Makes a match.
    public init(
        signal: ID<Signal>,
        bank: ID<Bank>,
        agreement: ID<Agreement>?,
        kind: FingerprintKind,
        fingerprint: String,
        distance: Int,
        behaviours: [Behaviour],
        disputed: Bool,
        verdict: Verdict,
        rule: VerdictRule
    ) {
        self.signal = signal
        self.bank = bank
        self.agreement = agreement
        self.kind = kind
        self.fingerprint = fingerprint
        self.distance = distance
        self.behaviours = behaviours
        self.disputed = disputed
        self.verdict = verdict
        self.rule = rule
    }

    /// The same match, which only queues.
    func queued(because rule: VerdictRule) -> Match {
        Match(
            signal: signal,
            bank: bank,
            agreement: agreement,
            kind: kind,
            fingerprint: fingerprint,
            distance: distance,
            behaviours: behaviours,
            disputed: disputed,
            verdict: .review,
            rule: rule
        )
    }
}
