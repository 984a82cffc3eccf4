extension Signal {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the signal; `nil` for one not proposed.
    ///   - command: what is asked.
    ///   - id: its id, which a proposal takes on.
    ///   - context: who asks, and what the decision rests on.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Signal?,
        _ command: SignalCommand,
        id: ID<Signal>,
        context: SignalContext
    ) throws(Refusal) -> [Act] {
        if case .propose(let proposal) = command {
            guard state == nil else {
                throw Refusal(.conflict, "already-proposed", "A signal with this id was proposed already.")
            }
            return [try propose(proposal, id: id, context: context)]
        }
        guard let signal = state else { throw Refusal(.notFound, "not-found", "There is no such signal.") }
        if case .expire = command {
            return signal.isLive && context.now >= signal.expiresAt ? [Act(SignalExpired(), on: id)] : []
        }
        guard context.organisation.kind.curatesSignals, context.admits(command) else {
            throw Refusal(.notFound, "not-found", "There is no such signal.")
        }
        switch command {
        case .propose, .expire: return []
        case .verify(let basis, let lookedAt): return try signal.verify(basis, lookedAt: lookedAt, context: context)
        case .giveOpinion(let category, let reason):
            return try signal.giveOpinion(category, reason: reason, context: context)
        case .confirmOpinion: return try signal.confirmOpinion(context: context)
        case .view: return try signal.view(context: context)
        case .withdraw(let reason):
            guard signal.proposer == context.organisation.id else {
                throw Refusal(
                    .forbidden,
                    "not-the-proposer",
                    "Only the member that proposed a signal takes it back; give a negative opinion instead."
                )
            }
            let reason = try Texts.required(reason, "reason")
            return signal.isLive ? [Act(SignalWithdrawn(), on: id, sealed: ["reason": reason])] : []
        }
    }

    func requireLive() throws(Refusal) {
        guard isLive else {
            throw Refusal(.conflict, "signal-over", "This signal is \(state.rawValue); nothing more can be done to it.")
        }
    }

    // MARK: Opinions and viewing

    private func giveOpinion(
        _ category: Opinion.Category,
        reason: String?,
        context: SignalContext
    ) throws(Refusal) -> [Act] {
        let latest = [opinions[context.organisation.id], unconfirmedOpinions[context.organisation.id]]
        if let dispatch = context.dispatch, latest.contains(where: { $0?.dispatch == dispatch }) { return [] }
        try requireLive()
        let reason =
            category == .negative
            ? try Texts.required(reason ?? "", "reason") : try Texts.optional(reason, "reason")
        if category == .negative, context.negativeOpinionsLastHour >= context.negativeOpinionBudget {
            return [
                Act(
                    SignalOpinionHeld(
                        person: context.person,
                        vouched: context.vouched,
                        dispatch: context.dispatch
                    ),
                    on: id,
                    sealed: ["reason": reason]
                )
            ]
        }
        return [
            Act(
                SignalOpinionGiven(
                    category: category,
                    person: context.person,
                    vouched: context.vouched,
                    dispatch: context.dispatch
                ),
                on: id,
                sealed: ["reason": reason]
            )
        ]
    }

    private func confirmOpinion(context: SignalContext) throws(Refusal) -> [Act] {
        try requireLive()
        guard let held = unconfirmedOpinions[context.organisation.id] else {
            throw Refusal(.conflict, "nothing-to-confirm", "No opinion of your organisation waits for confirmation.")
        }
        guard held.person != context.person else {
            throw Refusal(
                .forbidden,
                "second-person-needed",
                "Another person of your organisation has to confirm this opinion."
            )
        }
        guard held.isVouched == context.isVouched else { throw Self.notComparable }
        return [Act(SignalOpinionConfirmed(person: context.person, vouched: context.vouched), on: id)]
    }

    private func view(context: SignalContext) throws(Refusal) -> [Act] {
        try requireLive()
        guard let viewableUntil else {
            throw Refusal(.conflict, "no-link", "The proposer left no link to the content.")
        }
        guard context.now < viewableUntil else {
            throw Refusal(.conflict, "link-expired", "The proposer's link has expired; ask for the signal anew.")
        }
        return [Act(SignalViewed(person: context.person), on: id)]
    }

    /// One human being may bear a key of this node and be vouched for by their own node under an opaque id: two ids of the
    /// two kinds tell nothing about whether they are one person or two.
    static var notComparable: Refusal {
        Refusal(
            .forbidden,
            "persons-not-comparable",
            "Your colleague acted with a key of this node and you act through your organisation's own node, or the other "
                + "way round, so nobody can tell that you are two people. Act the way your colleague did."
        )
    }
}
