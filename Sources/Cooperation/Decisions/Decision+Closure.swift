extension Decision {
    /// What is done at once on a proposal, and what waits for a second person.
    ///
    /// Closing an account for good is the one measure that nobody decides alone. Waiting for a second person must not leave
    /// up what harms: until then the account is suspended, for a time that ends by itself.
    ///
    /// For the same reason one person suspends an account for some time only.
    ///
    /// - Throws: `Refusal` `closure-has-no-end`, `closure-needs-people`, `suspension-needs-end`.
    static func measures(
        of proposal: DecisionProposal,
        by maker: DecisionMaker,
        now: Timestamp
    ) throws(Refusal) -> (measure: Measure, proposed: Measure?, endsAt: Timestamp?) {
        guard proposal.measure == .closeAccount else {
            if proposal.measure == .suspendAccount {
                guard let endsAt = proposal.endsAt, endsAt <= now + suspensionTimeMax else {
                    throw Refusal(
                        .invalid,
                        "suspension-needs-end",
                        "A suspension ends within 30 days: say when, or propose to close the account.",
                        pointer: "/endsAt"
                    )
                }
            }
            return (proposal.measure, nil, proposal.endsAt)
        }
        guard case .person = maker else {
            throw Refusal(.invalid, "closure-needs-people", "No rule closes an account; two people do.")
        }
        guard proposal.endsAt == nil else {
            throw Refusal(
                .invalid,
                "closure-has-no-end",
                "An account is closed for good: leave the end out, or suspend the account until then.",
                pointer: "/endsAt"
            )
        }
        return (.suspendAccount, .closeAccount, now + closureTime)
    }

    /// That people have to be reached because nobody has spoken; nothing before its time, and not twice.
    func noteUnjudged(now: Timestamp) -> [Act] {
        guard awaitsSecondPerson, !isClosureReminded, let suspensionEndsAt,
            now >= suspensionEndsAt - Self.closureReminderTime
        else { return [] }
        return [Act(DecisionClosureUnjudged(), on: id)]
    }

    /// Whether it ended because no second person spoke, and not by anybody's word.
    public var isClosureLapsed: Bool { closure == .proposed && isOver && !isReversed }

    /// What a second person says of closing an account.
    ///
    /// - Throws: `Refusal`: `already-undone`, `no-closure-proposed`, `closure-already-judged`, `second-person-missing`,
    ///   `not-suspended-yet`, `text-missing`.
    static func judgeClosure(
        _ state: Decision?,
        _ isConfirmed: Bool,
        _ reasons: String,
        by person: ID<Person>,
        due: Timestamp,
        id: ID<Decision>
    ) throws(Refusal) -> [Act] {
        guard let state, !state.isOver else {
            throw Refusal(.conflict, "already-undone", "This decision no longer has effect.")
        }
        switch state.closure {
        case nil:
            throw Refusal(.conflict, "no-closure-proposed", "Nobody proposed to close the account with this decision.")
        // Sent twice, it is said once.
        case .confirmed where isConfirmed && state.closureJudgedBy == person,
            .declined where !isConfirmed && state.closureJudgedBy == person:
            return []
        case .confirmed, .declined:
            throw Refusal(
                .conflict,
                "closure-already-judged",
                "A second person decided already whether the account is closed."
            )
        case .proposed: break
        }
        guard person != state.decidedBy else {
            throw Refusal(
                .conflict,
                "second-person-missing",
                "You proposed this: somebody else decides whether the account is closed for good."
            )
        }
        guard !isConfirmed || state.state == .carriedOut else {
            throw Refusal(
                .conflict,
                "not-suspended-yet",
                "The platform has not said yet that it suspended the account; close it once it did."
            )
        }
        let texts = ["reasons": try Texts.required(reasons, "reasons")]
        guard isConfirmed else { return [Act(DecisionClosureDeclined(person: person), on: id, sealed: texts)] }
        let confirmed = DecisionClosureConfirmed(person: person, measure: .closeAccount, answerDueAt: due)
        return [Act(confirmed, on: id, sealed: texts)]
    }
}
