extension Signal {
    /// The state after an event.
    public static func apply(_ state: Signal?, _ event: JournalEvent) throws(ReplayError) -> Signal {
        guard var signal = state else {
            guard event.type == SignalProposed.type else { throw ReplayError.unexpected(event, after: state) }
            return try proposed(event)
        }
        signal.latestPosition = event.position
        switch event.type {
        case SignalVerified.type:
            let facts = try event.payload(SignalVerified.self)
            if signal.stage == .proposed { signal.stage = .verified }
            signal.verifications.append(
                Verification(
                    organisation: event.organisation,
                    person: facts.person,
                    isVouched: facts.vouched ?? false,
                    basis: facts.basis,
                    time: event.time,
                    position: event.position,
                    dispatch: facts.dispatch
                )
            )
        case SignalOpinionGiven.type:
            let facts = try event.payload(SignalOpinionGiven.self)
            signal.unconfirmedOpinions[event.organisation] = nil
            signal.opinions[event.organisation] = Opinion(
                category: facts.category,
                person: facts.person,
                isVouched: facts.vouched ?? false,
                time: event.time,
                position: event.position,
                dispatch: facts.dispatch
            )
        case SignalOpinionHeld.type:
            let facts = try event.payload(SignalOpinionHeld.self)
            signal.unconfirmedOpinions[event.organisation] = Opinion(
                category: .negative,
                person: facts.person,
                isVouched: facts.vouched ?? false,
                time: event.time,
                position: event.position,
                dispatch: facts.dispatch
            )
        case SignalOpinionConfirmed.type:
            _ = try event.payload(SignalOpinionConfirmed.self)
            guard let held = signal.unconfirmedOpinions.removeValue(forKey: event.organisation) else {
                throw ReplayError.unexpected(event, after: state)
            }
            signal.opinions[event.organisation] = held
        case SignalViewed.type:
            let viewing = Viewing(
                organisation: event.organisation,
                person: try event.payload(SignalViewed.self).person
            )
            if !signal.viewings.contains(viewing) { signal.viewings.append(viewing) }
        case SignalWithdrawn.type:
            _ = try event.payload(SignalWithdrawn.self)
            signal.stage = .withdrawn
        case SignalExpired.type:
            _ = try event.payload(SignalExpired.self)
            signal.stage = .expired
        default: throw ReplayError.unexpected(event, after: state)
        }
        return signal
    }

    private static func proposed(_ event: JournalEvent) throws(ReplayError) -> Signal {
        let facts = try event.payload(SignalProposed.self)
        return Signal(
            id: ID(event.subject),
            bank: facts.bank,
            agreement: facts.agreement,
            proposer: event.organisation,
            proposedBy: facts.person,
            isProposerVouched: facts.vouched ?? false,
            proposedAt: event.time,
            kind: facts.kind,
            behaviours: facts.behaviours,
            provenance: facts.provenance,
            fingerprints: facts.fingerprints,
            expiresAt: facts.expiresAt,
            viewableUntil: facts.viewableUntil,
            stage: .proposed,
            verifications: [],
            opinions: [:],
            unconfirmedOpinions: [:],
            viewings: [],
            proposedAtPosition: event.position,
            latestPosition: event.position,
            origin: event.origin
        )
    }
}
