extension Signal {
    func verify(
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
                SignalVerified(
                    person: context.person,
                    vouched: context.vouched,
                    basis: basis,
                    dispatch: context.dispatch
                ),
                on: id,
                sealed: ["lookedAt": lookedAt]
            )
        ]
    }

    /// Design rules 1, 2, 3 and 11: never an authority, never the proposer, never someone who depends on them.
    private func requireIndependence(_ context: SignalContext) throws(Refusal) {
        guard agreement != nil else { return try requireColleague(context) }
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

    /// In a bank that one organisation keeps for itself another of its people looks; only people whose ids are of one kind
    /// can be told apart.
    private func requireColleague(_ context: SignalContext) throws(Refusal) {
        // Design rule 2: no colleague's word is that of yet another member.
        guard provenance.source != .submission else { throw Self.submissionNeedsMembers }
        guard context.person != proposedBy else { throw Self.sameHands }
        guard context.isVouched == isProposerVouched else { throw Self.notComparable }
        guard !verifications.contains(where: { $0.person == context.person }) else { throw Self.verifiedBefore }
    }

    /// Design rule 2.
    static var submissionNeedsMembers: Refusal {
        Refusal(
            .conflict,
            "submission-needs-members",
            "What came of a submission needs the word of yet another member, independent of the authority; propose it "
                + "into a bank under an agreement.",
            pointer: "/provenance"
        )
    }

    private static var sameHands: Refusal {
        Refusal(.forbidden, "proposer-verifies", "Whoever proposed a signal does not verify it.")
    }

    private static var verifiedBefore: Refusal {
        Refusal(.conflict, "already-verified", "This signal has your word already.")
    }
}
