import Fingerprints

extension Signal {
    static func propose(
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
        guard context.admits(.propose(proposal)) else {
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
        guard proposal.provenance.source != .submission || context.bank.agreement != nil else {
            throw submissionNeedsMembers
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
        if let link = proposal.link {
            let opens = context.now + ViewingLink.openMin...context.now + ViewingLink.openMax
            guard opens.contains(link.expiresAt) else {
                throw Refusal(
                    .invalid,
                    "viewing-expiry-invalid",
                    "Let the link open for one minute at least and 30 days at most.",
                    pointer: "/viewing/expiresAt"
                )
            }
        }
        return Act(
            SignalProposed(
                bank: context.bank.id,
                agreement: context.bank.agreement,
                person: context.person,
                vouched: context.vouched,
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
}

extension [Fingerprint] {
    /// By kind, then by value, so that the same set is always recorded alike.
    fileprivate var sortedForRecord: [Fingerprint] {
        sorted { ($0.kind.rawValue, $0.value) < ($1.kind.rawValue, $1.value) }
    }
}
