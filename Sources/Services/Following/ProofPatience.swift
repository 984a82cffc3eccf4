import Cooperation

/// How long an exchange has owed a proof.
///
/// Only time in which the exchange answers counts, so that one that was away is not taken for one that hides something;
/// and it counts from one look to the next, so that this node's own sleep is not taken for it either.
package struct ProofPatience: Sendable {
    /// What the exchange owes.
    package enum Debt: Sendable, Hashable {
        /// A checkpoint that covers the event at this position of this node's journal, and its proof.
        case leaf(at: Int64)
        /// A log that reaches as far as it did.
        case growth(to: Int64)
    }

    private var debt: Debt?
    private var waited: Int64 = 0
    private var lookedAt: Timestamp?

    package init() {}

    /// Notes one look.
    ///
    /// - Parameters:
    ///   - debt: what is owed; `nil` where nothing is. Another debt than before starts the waiting anew: there was progress.
    ///   - isPresent: whether the exchange answered since the look before.
    ///   - now: the time.
    ///   - limit: the longest that a proof may be owed. One look counts for at most half of it.
    /// - Returns: whether that was too long.
    package mutating func look(for debt: Debt?, isPresent: Bool, at now: Timestamp, limit: Seconds) -> Bool {
        defer { lookedAt = now }
        guard let debt, debt == self.debt, let lookedAt else {
            self.debt = debt
            waited = 0
            return false
        }
        guard isPresent else { return false }
        let limit = limit.count * 1_000_000
        waited += min(max(0, now.microseconds - lookedAt.microseconds), limit / 2)
        return waited > limit
    }

    /// Begins anew, as after an operator looked.
    package mutating func reset() {
        self = ProofPatience()
    }
}
