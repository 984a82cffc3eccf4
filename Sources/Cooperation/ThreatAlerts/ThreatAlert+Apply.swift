extension ThreatAlert {
    /// The state after an event.
    public static func apply(_ state: ThreatAlert?, _ event: JournalEvent) throws(ReplayError) -> ThreatAlert {
        guard var alert = state else {
            guard event.type == ThreatAlertRaised.type else { throw ReplayError.unexpected(event, after: state) }
            return ThreatAlert(raising: try event.payload(ThreatAlertRaised.self), event)
        }
        try alert.take(event)
        return alert
    }

    private init(raising facts: ThreatAlertRaised, _ event: JournalEvent) {
        id = ID(event.subject)
        organisation = event.organisation
        raising = facts
        raisedBy = ID(event.actor)
        raisedAt = event.time
        raisedAtPosition = event.position
        office = facts.office
        authority = facts.authority
        country = facts.country
        chosenBy = ID(event.actor)
        choiceAtPosition = event.position
        state = .flagged
        approvals = []
        dangers = facts.dangers
        dangersAtPositions = []
        agreements = []
        callsAtPositions = []
    }

    private mutating func take(_ event: JournalEvent) throws(ReplayError) {
        switch event.type {
        case ThreatAlertApproved.type:
            let facts = try event.payload(ThreatAlertApproved.self)
            approvals.append(Approval(by: facts.person, at: event.time, isNight: facts.isNight))
        case ThreatAlertDangerNoted.type:
            let more = try event.payload(ThreatAlertDangerNoted.self).dangers
            dangers = Set(dangers).union(more).sorted()
            dangersAtPositions.append(event.position)
            // Who agreed did not know of it.
            agreements = []
        case ThreatAlertAgreed.type:
            let facts = try event.payload(ThreatAlertAgreed.self)
            agreements.append(Agreement(role: facts.role, by: facts.person, position: event.position))
        case ThreatAlertRedirected.type:
            let facts = try event.payload(ThreatAlertRedirected.self)
            (office, authority, country) = (facts.office, facts.authority, facts.country)
            (choiceAtPosition, chosenBy) = (event.position, ID(event.actor))
            // Nobody approved of this office, and nobody judged what threatens there.
            (state, withheldFor, approvals, agreements) = (.flagged, nil, [], [])
        case ThreatAlertWithheld.type:
            withheldFor = try event.payload(ThreatAlertWithheld.self).hindrance
            state = .withheld
        case ThreatAlertDropped.type:
            _ = try event.payload(ThreatAlertDropped.self)
            state = .dropped
        default: try takeDelivery(event)
        }
    }

    private mutating func takeDelivery(_ event: JournalEvent) throws(ReplayError) {
        switch event.type {
        case ThreatAlertSent.type:
            let facts = try event.payload(ThreatAlertSent.self)
            (exchange, dispatch, sentAt) = (facts.exchange, facts.dispatch, event.time)
            (state, withheldFor) = (.sent, nil)
        case ThreatAlertReceived.type:
            _ = try event.payload(ThreatAlertReceived.self)
            receivedAt = event.time
        case ThreatAlertUndelivered.type:
            refusedFor = try event.payload(ThreatAlertUndelivered.self).code
            undeliveredAt = undeliveredAt ?? event.time
        case ThreatAlertTelephoned.type:
            let isReached = try event.payload(ThreatAlertTelephoned.self).isReached ?? true
            callsAtPositions.append(event.position)
            if isReached { reachedAt = reachedAt ?? event.time }
        case ThreatAlertConfirmationMissed.type:
            _ = try event.payload(ThreatAlertConfirmationMissed.self)
            confirmationMissedAt = event.time
        case ThreatAlertAcknowledged.type:
            _ = try event.payload(ThreatAlertAcknowledged.self)
            (state, acknowledgedAt) = (.acknowledged, event.time)
        case ThreatAlertClosed.type:
            outcome = try event.payload(ThreatAlertClosed.self).outcome
            (state, closedAt) = (.closed, event.time)
        default: throw ReplayError.unexpected(event, after: self)
        }
    }
}
