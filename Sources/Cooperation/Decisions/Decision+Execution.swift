extension Decision {
    /// What a platform's word means that it carried out what stands.
    ///
    /// A decision that closes an account was a suspension first, and the word about that may come late or twice. So here, and
    /// only here, the word must name what was done, or an account would be taken to be closed that is suspended.
    ///
    /// - Parameters:
    ///   - named: the measure that the platform says it carried out; `nil` where it names none.
    ///   - time: when.
    ///   - now: the time.
    /// - Returns: what happens; nothing where the state is already as reported.
    /// - Throws: `Refusal`: `already-undone`, `other-measure`, `measure-missing`, `time-in-future`.
    func carryOut(_ named: Measure?, at time: Timestamp, now: Timestamp) throws(Refusal) -> [Act] {
        guard !isOver else {
            guard named == nil else {
                throw Refusal(
                    .conflict,
                    "already-undone",
                    "This decision no longer has effect: undo what was done, and report that without a measure."
                )
            }
            return state == .restored ? [] : [Act(DecisionRestored(at: try Self.notLater(time, now)), on: id)]
        }
        if closure == .confirmed {
            // The suspension was reported before a second person could confirm.
            if named == .suspendAccount { return [] }
            guard named != nil || state == .carriedOut else {
                throw Refusal(
                    .invalid,
                    "measure-missing",
                    "A second person confirmed the closing since: name the measure that was carried out.",
                    pointer: "/measure"
                )
            }
        }
        guard named == nil || named == measure else {
            throw Refusal(
                .invalid,
                "other-measure",
                "The decision's measure is another one: carry that out, and report it.",
                pointer: "/measure"
            )
        }
        return state == .carriedOut ? [] : [Act(DecisionCarriedOut(at: try Self.notLater(time, now)), on: id)]
    }

    /// By when the platform has to answer that it undid this; `nil` where it said that it did nothing, or had nothing to do.
    func undoDue(in answerTime: Seconds, from now: Timestamp) -> Timestamp? {
        // Nobody confirms a closing before the suspension was carried out.
        let nothingDone = measure == .noAction || state == .failed && closure != .confirmed
        return nothingDone ? nil : now + answerTime
    }

    private static func notLater(_ time: Timestamp, _ now: Timestamp) throws(Refusal) -> Timestamp {
        // A minute for clocks that differ.
        guard time <= now + .minutes(1) else {
            throw Refusal(.invalid, "time-in-future", "This time has not come yet.", pointer: "/at")
        }
        return time
    }
}
