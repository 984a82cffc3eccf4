import Fingerprints

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
        guard context.organisation.kind.curatesSignals, context.takesPart else {
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

    // MARK: Proposing

    private static func propose(
        _ proposal: SignalProposal,
        id: ID<Signal>,
        context: SignalContext
    ) throws(Refusal) -> Act {
        guard context.organisation.kind.curatesSignals else {
            throw Refusal(
                .forbidden,
                "kind-not-allowed",
                "Only platforms and bodies of civil society propose signals; an authority hands in a submission."
            )
        }
        guard context.takesPart else {
            throw Refusal(.notFound, "not-found", "There is no such bank.", pointer: "/bank")
        }
        guard !context.bank.isClosed else {
            throw Refusal(.conflict, "bank-closed", "This bank is closed.", pointer: "/bank")
        }
        guard (proposal.provenance.source == .externalList) == context.bank.isExternalList else {
            throw Refusal(
                .invalid,
                "provenance-invalid",
                "The signals of an external list, and only they, have the provenance externalList.",
                pointer: "/provenance"
            )
        }
        try requireFingerprints(proposal.fingerprints, inExternalList: context.bank.isExternalList)
        guard !proposal.behaviours.isEmpty else {
            throw Refusal(
                .invalid,
                "behaviours-missing",
                "Say what the content does: name at least one behaviour.",
                pointer: "/behaviours"
            )
        }
        let rationale = try Texts.required(proposal.rationale, "rationale")
        let exemption = try Texts.required(proposal.exemptionAssessment, "exemptionAssessment")
        let source = try Texts.optional(proposal.source, "source")
        let expiresAt = proposal.expiresAt ?? context.now + SignalProposal.lifetimeDefault
        guard expiresAt > context.now, expiresAt <= context.now + SignalProposal.lifetimeMax else {
            throw Refusal(
                .invalid,
                "expiry-invalid",
                "Let the signal expire in the future, within two years.",
                pointer: "/expiresAt"
            )
        }
        return Act(
            SignalProposed(
                bank: context.bank.id,
                agreement: context.bank.agreement,
                person: context.person,
                kind: proposal.kind,
                behaviours: proposal.behaviours.sorted(),
                provenance: proposal.provenance,
                fingerprints: proposal.fingerprints.sortedForRecord,
                expiresAt: expiresAt,
                viewableUntil: proposal.link?.expiresAt
            ),
            on: id,
            sealed: [
                "rationale": rationale, "exemptionAssessment": exemption, "source": source,
                "link": proposal.link?.address,
            ]
        )
    }

    private static func requireFingerprints(
        _ fingerprints: [Fingerprint],
        inExternalList: Bool
    ) throws(Refusal) {
        guard !fingerprints.isEmpty, fingerprints.count <= fingerprintsMax,
            Set(fingerprints).count == fingerprints.count
        else {
            throw Refusal(
                .invalid,
                "fingerprints-invalid",
                "Give 1 to \(fingerprintsMax) different fingerprints.",
                pointer: "/fingerprints"
            )
        }
        // Shared lists of videos are often MD5: they are taken over as they are, and no match of theirs acts alone.
        guard inExternalList || fingerprints.allSatisfy(\.kind.mayBeProposed) else {
            throw Refusal(
                .invalid,
                "kind-not-proposable",
                "MD5 can be forged: it is looked up, never proposed. Give the SHA-256 or a PDQ hash.",
                pointer: "/fingerprints"
            )
        }
    }

    // MARK: Verifying

    private func requireLive() throws(Refusal) {
        guard isLive else {
            throw Refusal(.conflict, "signal-over", "This signal is \(state.rawValue); nothing more can be done to it.")
        }
    }

    private func verify(
        _ basis: Verification.Basis,
        lookedAt: String,
        context: SignalContext
    ) throws(Refusal) -> [Act] {
        if let dispatch = context.dispatch, verifications.contains(where: { $0.dispatch == dispatch }) { return [] }
        try requireLive()
        let lookedAt = try Texts.required(lookedAt, "lookedAt")
        try requireIndependence(context)
        guard opinions[context.organisation.id]?.category != .negative else {
            throw Refusal(
                .conflict,
                "own-opinion-negative",
                "Your organisation disputes this signal; give another opinion first."
            )
        }
        switch basis {
        case .ownMatch:
            guard context.hasOwnTrueMatch else {
                throw Refusal(
                    .conflict,
                    "no-own-match",
                    "Decide a case of your own first in which this signal matched truly; then verify with ownMatch.",
                    pointer: "/basis"
                )
            }
        case .shownBy:
            guard !context.bank.isExternalList else {
                throw Refusal(
                    .conflict,
                    "own-match-needed",
                    "Signals of an external list are verified by own matches only.",
                    pointer: "/basis"
                )
            }
            guard
                viewings.contains(where: { $0.organisation == context.organisation.id && $0.person == context.person })
            else {
                throw Refusal(
                    .conflict,
                    "not-viewed",
                    "Open the content through the proposer's link first (viewing); then verify with shownBy.",
                    pointer: "/basis"
                )
            }
        }
        return [
            Act(
                SignalVerified(person: context.person, basis: basis, dispatch: context.dispatch),
                on: id,
                sealed: ["lookedAt": lookedAt]
            )
        ]
    }

    /// Design rules 1, 3 and 11: never an authority, never the proposer, never someone who depends on them.
    private func requireIndependence(_ context: SignalContext) throws(Refusal) {
        guard agreement != nil else {
            guard context.person != proposedBy else { throw Self.sameHands }
            guard !verifications.contains(where: { $0.person == context.person }) else { throw Self.verifiedBefore }
            return
        }
        guard context.organisation.id != proposer else { throw Self.sameHands }
        guard context.organisation.isIndependent(of: context.proposer) else {
            throw Refusal(
                .forbidden,
                "not-independent",
                "Your organisation and the proposer share an owner, funder or government, or one of them declared "
                    + "none; another member has to verify this signal."
            )
        }
        if provenance.source == .submission {
            guard let authority = context.authority, context.organisation.isIndependent(of: authority) else {
                throw Refusal(
                    .forbidden,
                    "not-independent-of-authority",
                    "Your organisation is not independent of the authority that submitted this; another member has "
                        + "to verify it."
                )
            }
        }
        guard !verifications.contains(where: { $0.organisation == context.organisation.id }) else {
            throw Self.verifiedBefore
        }
    }

    private static var sameHands: Refusal {
        Refusal(.forbidden, "proposer-verifies", "Whoever proposed a signal does not verify it.")
    }

    private static var verifiedBefore: Refusal {
        Refusal(.conflict, "already-verified", "This signal has your word already.")
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
                    SignalOpinionHeld(person: context.person, dispatch: context.dispatch),
                    on: id,
                    sealed: ["reason": reason]
                )
            ]
        }
        return [
            Act(
                SignalOpinionGiven(category: category, person: context.person, dispatch: context.dispatch),
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
        return [Act(SignalOpinionConfirmed(person: context.person), on: id)]
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
}

extension [Fingerprint] {
    /// By kind, then by value, so that the same set is always recorded alike.
    fileprivate var sortedForRecord: [Fingerprint] {
        sorted { ($0.kind.rawValue, $0.value) < ($1.kind.rawValue, $1.value) }
    }
}
