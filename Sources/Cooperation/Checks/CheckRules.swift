import Fingerprints

/// What a check answers: pure, so that the same candidates always get the same answer with the same reasons.
public enum CheckRules {
    /// The verdict about content and the matches behind it.
    public struct Answer: Sendable, Hashable {
        /// The heaviest verdict of the matches, `clear` where there is none.
        public let verdict: Verdict
        /// The matches, nearest first, each signal once.
        public let matches: [Match]
    }

    /// Answers a check.
    ///
    /// Each signal counts once, by its nearest fingerprint among those that may act alone, else by its nearest. Where
    /// any match is disputed, none acts: the same content is contested, whichever signal names it.
    ///
    /// - Parameters:
    ///   - candidates: the signals near the content's fingerprints.
    ///   - isComplete: whether these are all of them; of a part, a dispute may be missing, so that none acts.
    ///   - rolloutBucket: 0 to 99, from the content's fingerprint.
    ///   - time: now.
    /// - Returns: the verdict with its matches.
    public static func answer(
        _ candidates: [MatchCandidate],
        isComplete: Bool = true,
        rolloutBucket: Int,
        at time: Timestamp
    ) -> Answer {
        var nearest: [ID<Signal>: MatchCandidate] = [:]
        for candidate in candidates where candidate.isVisible(at: time) {
            if let known = nearest[candidate.signal.id], !candidate.isBetter(than: known) { continue }
            nearest[candidate.signal.id] = candidate
        }
        let contested = nearest.values.contains { $0.verdict(rolloutBucket: rolloutBucket).rule == .disputed }
        let matches = nearest.values
            .map { candidate -> Match in
                var (verdict, rule) = candidate.verdict(rolloutBucket: rolloutBucket)
                if verdict == .act, contested { (verdict, rule) = (.review, .disputedElsewhere) }
                if verdict == .act, !isComplete { (verdict, rule) = (.review, .tooManyMatches) }
                return Match(
                    signal: candidate.signal.id,
                    bank: candidate.bank.id,
                    agreement: candidate.bank.agreement,
                    kind: candidate.fingerprint.kind,
                    fingerprint: candidate.fingerprint.value,
                    distance: candidate.distance,
                    behaviours: candidate.signal.behaviours,
                    disputed: candidate.isDisputed,
                    verdict: verdict,
                    rule: rule
                )
            }
            .sorted { ($0.distance, $0.signal) < ($1.distance, $1.signal) }
        return Answer(verdict: matches.map(\.verdict).max() ?? .clear, matches: matches)
    }

    /// Lets what people said about the same content stand before what its matches alone allow.
    ///
    /// - Parameters:
    ///   - answer: what the matches alone allow.
    ///   - history: what the node knows about the content.
    /// - Returns: the answer; one that would act and may not queues for review instead, with the rule that says why.
    public static func answer(_ answer: Answer, knowing history: ContentHistory) -> Answer {
        guard answer.verdict == .act, let obstacle = history.obstacleToActing else { return answer }
        return Answer(
            verdict: .review,
            matches: answer.matches.map { $0.verdict == .act ? $0.queued(because: obstacle) : $0 }
        )
    }

    /// In which of 100 equal shares a piece of content falls: from the last bits of its first fingerprint, so that the
    /// same bytes always fall into the same share.
    public static func rolloutBucket(of fingerprint: Fingerprint?) -> Int {
        guard let fingerprint else { return 0 }
        // FNV-1a, 64 bits: stable across processes, which Swift's own hashing is not.
        let hash = fingerprint.value.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        return Int(hash % 100)
    }
}

extension MatchCandidate {
    /// The one that may act alone, so that an MD5 hides no PDQ hash; of such the nearer one; of equally near ones the
    /// first by kind and value, so that the order of the candidates never matters.
    fileprivate func isBetter(than other: MatchCandidate) -> Bool {
        if fingerprint.kind.mayActAlone != other.fingerprint.kind.mayActAlone { return fingerprint.kind.mayActAlone }
        return (distance, fingerprint.kind.rawValue, fingerprint.value)
            < (other.distance, other.fingerprint.kind.rawValue, other.fingerprint.value)
    }
}
