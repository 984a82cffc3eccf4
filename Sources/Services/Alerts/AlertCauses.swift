import Cooperation

/// What people are reached for, and whether it still needs somebody.
struct AlertCauses {
    /// The events that may raise an alert.
    static let eventTypes = [
        CaseOpened.type, CaseMatched.type, CaseReleased.type, CaseReturned.type, DecisionUnanswered.type,
        ExchangeAlarmRaised.type,
    ]

    let reading: any StoreReading
    /// From which priority on a case is urgent.
    let priorityMin: Int
    /// Whether the node's log refuses to sign.
    let isLogRefusing: Bool

    /// What an event raises an alert for; `nil` where nobody needs to be reached, or not any more.
    func cause(of event: JournalEvent) throws -> (kind: Alert.Kind, cause: Identifier)? {
        let kind: Alert.Kind? =
            switch event.type {
            case CaseOpened.type, CaseMatched.type, CaseReleased.type: .urgentCase
            case CaseReturned.type: try event.payload(CaseReturned.self).cause.isFailure ? .urgentCase : nil
            case DecisionUnanswered.type: .unansweredDecision
            case ExchangeAlarmRaised.type: .exchangeAlarm
            default: nil
            }
        guard let kind, try needsSomebody(kind, event.subject) else { return nil }
        return (kind, event.subject)
    }

    /// Where to send people who are asked about an alert: to the first of its causes that still needs somebody; `nil` where
    /// none does.
    func place(of alert: Alert) throws -> AlertMessage.Place? {
        if alert.kind == .logRefusal { return isLogRefusing ? .overview : nil }
        guard let cause = try alert.causes.first(where: { try needsSomebody(alert.kind, $0) }) else { return nil }
        switch alert.kind {
        case .urgentCase: return .case(ID(cause))
        case .unansweredDecision: return try reading.load(Decision.self, ID(cause)).map { .case($0.subject) }
        case .exchangeAlarm: return .exchange(ID(cause))
        case .logRefusal: return .overview
        }
    }

    private func needsSomebody(_ kind: Alert.Kind, _ cause: Identifier) throws -> Bool {
        switch kind {
        case .urgentCase:
            guard let item = try reading.load(Case.self, ID(cause)) else { return false }
            return item.state == .open && item.priority >= priorityMin
        case .unansweredDecision:
            guard let decision = try reading.load(Decision.self, ID(cause)),
                decision.state == .unanswered || decision.state == .restorationUnanswered
            else { return false }
            return try reading.load(Case.self, decision.subject)?.state == .open
        case .exchangeAlarm: return try reading.load(Exchange.self, ID(cause))?.isStopped ?? false
        case .logRefusal: return isLogRefusing
        }
    }
}

extension Node {
    func alertCauses(_ reading: any StoreReading) -> AlertCauses {
        AlertCauses(
            reading: reading,
            priorityMin: settings.alertPriorityMin,
            isLogRefusing: log.currentCondition == .refusing
        )
    }
}

extension CaseReturned.Cause {
    /// Whether the platform tried in vain; that it did not answer is told by the decision.
    fileprivate var isFailure: Bool {
        switch self {
        case .failed, .restorationFailed: true
        case .unanswered, .restorationUnanswered: false
        }
    }
}
