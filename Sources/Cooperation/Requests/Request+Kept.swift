extension Request {
    /// Until when a guest keeps what it removed.
    ///
    /// A member's node confirms that before anything is removed; a guest says it with its answer, or gives no answer by which
    /// something was removed.
    ///
    /// - Parameters:
    ///   - answer: what it answers.
    ///   - now: the time.
    /// - Returns: until when; `nil` where nothing was removed, or a member answers.
    /// - Throws: `Refusal` `preservation-missing`, `time-over`, `preservation-too-short`.
    func kept(by answer: RequestAnswer, now: Timestamp) throws(Refusal) -> Timestamp? {
        guard answer.channel == .guest, filing.kind.asksRemoval,
            answer.items.contains(where: \.outcome.isCompliance)
        else { return nil }
        guard let until = answer.keptUntil else {
            throw Refusal(
                .invalid,
                "preservation-missing",
                "Say until when what was removed is kept, sealed: what was wrong must be put back, and a court may ask for it.",
                pointer: "/keptUntil"
            )
        }
        guard until > now else {
            throw Refusal(
                .invalid,
                "time-over",
                "The time until which it is kept must still come.",
                pointer: "/keptUntil"
            )
        }
        if let least = answer.leastKept, until < least.startOfLastDay {
            throw Assessment.keptTooShort(least, pointer: "/keptUntil")
        }
        return until
    }
}
