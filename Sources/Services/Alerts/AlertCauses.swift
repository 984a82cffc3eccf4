import Cooperation

/// What people are reached for, and whether it still needs somebody.
struct AlertCauses {
    /// The events that may raise an alert.
    static let eventTypes = [
        CaseOpened.type, CaseMatched.type, CaseReleased.type, CaseReturned.type, DecisionUnanswered.type,
        DecisionClosureUnjudged.type,
        ExchangeAlarmRaised.type, ClockEscalated.type, ClockBreached.type, ClockExpired.type,
        ThreatAlertRaised.type, ThreatAlertRedirected.type, ThreatAlertWithheld.type, ThreatAlertUndelivered.type,
        ThreatAlertConfirmationMissed.type, AssessmentOpened.type, AssessmentNoticeOverdue.type, DispatchRefused.type,
    ]
    /// A request that has to be answered so soon is told of when it comes, and not only when its clock is near its end.
    private static let urgentTime = Seconds.hours(4)

    /// Something for which somebody has to be reached.
    struct Found {
        let kind: Alert.Kind
        let cause: Identifier
        /// In which role somebody is wanted; `nil` where it is anybody of the roster.
        var role: Role?
    }

    let reading: any StoreReading
    /// From which priority on a case is urgent.
    let priorityMin: Int
    /// Whose node it is; clocks of others are told to them by their own nodes.
    let organisation: ID<Organisation>
    /// Whether the node's log refuses to sign.
    let isLogRefusing: Bool
    /// The time at which it is looked at.
    let now: Timestamp

    /// What an event raises alerts for; nothing where nobody needs to be reached, or not any more.
    func causes(of event: JournalEvent) throws -> [Found] {
        let clock: (kind: Alert.Kind, roles: [Role])? =
            switch event.type {
            case ClockEscalated.type: (.clockNear, [try event.payload(ClockEscalated.self).role])
            case ClockBreached.type: (.clockOver, try event.payload(ClockBreached.self).roles)
            case ClockExpired.type: (.clockOver, try event.payload(ClockExpired.self).roles)
            default: nil
            }
        if let clock {
            guard try needsSomebody(clock.kind, event.subject) else { return [] }
            return clock.roles.map { Found(kind: clock.kind, cause: event.subject, role: $0) }
        }
        if let threat = Self.threats[event.type] {
            guard try needsSomebody(threat.kind, event.subject) else { return [] }
            return [Found(kind: threat.kind, cause: event.subject, role: threat.role)]
        }
        if let found = try assessmentCauses(of: event) { return found }
        if event.type == DispatchRefused.type { return try refusal(of: ID(event.subject)).map { [$0] } ?? [] }
        return try cause(of: event).map { [$0] } ?? []
    }

    private func assessmentCauses(of event: JournalEvent) throws -> [Found]? {
        let kind: Alert.Kind
        switch event.type {
        case AssessmentOpened.type: kind = .urgentRequest
        case AssessmentNoticeOverdue.type: kind = .personUntold
        default: return nil
        }
        guard let assessment = try assessment(event.subject) else { return [] }
        let role: Role = kind == .urgentRequest && assessment.kind == .emergencyDisclosure ? .dutyOfficer : .counsel
        var found: [Found] = []
        if try needsSomebody(kind, event.subject) { found.append(Found(kind: kind, cause: event.subject, role: role)) }
        if kind == .urgentRequest, try needsSomebody(.canaryNamed, event.subject) {
            found += [Role.lead, .counsel].map { Found(kind: .canaryNamed, cause: event.subject, role: $0) }
        }
        // What is to stay up may come after what wants it gone.
        if kind == .urgentRequest, assessment.kind == .stayUp,
            let request = try reading.load(Request.self, ID<Request>(event.subject))
        {
            found += try reading.removals(of: request, of: organisation).map(\.identifier)
                .filter { try needsSomebody(.urgentRequest, $0) }
                .map { Found(kind: .urgentRequest, cause: $0, role: .counsel) }
        }
        return found
    }

    /// Who is told that an exchange refused a word of this node for good.
    private func refusal(of id: ID<Dispatch>) throws -> Found? {
        guard let dispatch = try reading.load(Dispatch.self, id) else { return nil }
        let found: Found
        switch dispatch.message {
        case .request(let request, let word) where word.isAnswer:
            found = Found(kind: .answerRefused, cause: request.identifier, role: .counsel)
        case .request(let request, .foundForged), .request(let request, .forgeryTakenBack):
            found = Found(kind: .forgeryRefused, cause: request.identifier, role: .counsel)
        // Nobody has it after all.
        case .threatWord(let notice, .acknowledged):
            found = Found(kind: .threatReceived, cause: notice.identifier, role: .dutyOfficer)
        default: return nil
        }
        return try needsSomebody(found.kind, found.cause) ? found : nil
    }

    /// Who is told what about a threat to life.
    private static let threats: [String: (kind: Alert.Kind, role: Role)] = [
        ThreatAlertRaised.type: (.threatFlagged, .dutyOfficer),
        ThreatAlertRedirected.type: (.threatFlagged, .dutyOfficer),
        ThreatAlertWithheld.type: (.threatWithheld, .dutyOfficer),
        ThreatAlertUndelivered.type: (.threatUndelivered, .dutyOfficer),
        ThreatAlertConfirmationMissed.type: (.threatUnconfirmed, .lead),
    ]

    private func cause(of event: JournalEvent) throws -> Found? {
        let kind: Alert.Kind? =
            switch event.type {
            case CaseOpened.type, CaseMatched.type, CaseReleased.type: .urgentCase
            case CaseReturned.type: try event.payload(CaseReturned.self).cause.isFailure ? .urgentCase : nil
            case DecisionUnanswered.type: .unansweredDecision
            case DecisionClosureUnjudged.type: .closureUnjudged
            case ExchangeAlarmRaised.type: .exchangeAlarm
            default: nil
            }
        guard let kind, try needsSomebody(kind, event.subject) else { return nil }
        return Found(kind: kind, cause: event.subject)
    }

    /// Whether what was found is for practice, so that it joins no alert about something real.
    func isExercise(_ found: Found) throws -> Bool { try place(of: found.kind, found.cause)?.isExercise ?? false }

    /// Where to send people who are asked about an alert: to the first of its causes that still needs somebody; `nil` where
    /// none does.
    ///
    /// An alert that an older program raised may be about both: then to no exercise while something real needs somebody.
    func place(of alert: Alert) throws -> AlertMessage.Place? {
        if alert.kind == .logRefusal { return isLogRefusing ? .overview : nil }
        var practice: AlertMessage.Place?
        for cause in alert.causes where try needsSomebody(alert.kind, cause) {
            guard let place = try place(of: alert.kind, cause) else { continue }
            guard place.isExercise else { return place }
            practice = practice ?? place
        }
        return practice
    }

    private func place(of kind: Alert.Kind, _ cause: Identifier) throws -> AlertMessage.Place? {
        switch kind {
        case .urgentCase: return .case(ID(cause))
        case .unansweredDecision, .closureUnjudged:
            return try reading.load(Decision.self, ID(cause)).map { .case($0.subject) }
        case .exchangeAlarm: return .exchange(ID(cause))
        case .logRefusal: return .overview
        case .clockNear, .clockOver:
            return try reading.load(Clock.self, ID(cause)).map { .clocks(isExercise: $0.isExercise) }
        case .urgentRequest, .personUntold, .canaryNamed:
            return try assessment(cause).map { .assessment($0.id, isExercise: $0.opening.isExercise) }
        case .threatFlagged, .threatWithheld, .threatUndelivered, .threatUnconfirmed:
            return try reading.load(ThreatAlert.self, ID(cause)).map {
                .threat($0.id, isExercise: $0.raising.isExercise)
            }
        case .answerRefused, .forgeryRefused:
            return try reading.load(Request.self, ID(cause)).map {
                .assessment(ID(cause), isExercise: $0.filing.isExercise)
            }
        case .threatReceived:
            return try reading.load(ThreatNotice.self, ID(cause)).map {
                .threatNotice($0.id, isExercise: $0.receipt.envelope.isExercise)
            }
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
        case .closureUnjudged: return try reading.load(Decision.self, ID(cause))?.awaitsSecondPerson ?? false
        case .exchangeAlarm: return try reading.load(Exchange.self, ID(cause))?.isStopped ?? false
        case .logRefusal: return isLogRefusing
        case .clockNear, .clockOver:
            guard let clock = try reading.load(Clock.self, ID(cause)), clock.owner == organisation else { return false }
            return kind == .clockNear
                ? clock.state == .running : clock.state == .breached || clock.ending == .expired
        case .urgentRequest: return try assessment(cause).map(isUrgent) ?? false
        case .personUntold: return try assessment(cause)?.noticeOverdueSince != nil
        case .threatFlagged: return try threat(cause)?.state == .flagged
        case .threatWithheld: return try threat(cause)?.needsRecipient ?? false
        case .threatUndelivered: return try threat(cause)?.needsCall ?? false
        case .threatUnconfirmed: return try threat(cause)?.confirmationDueAt != nil
        case .threatReceived: return try reading.load(ThreatNotice.self, ID(cause)).map(reading.isUntaken) ?? false
        case .answerRefused: return try isWaitedFor(ID(cause))
        case .forgeryRefused: return try isUnknownForgery(ID(cause))
        case .canaryNamed:
            guard let assessment = try assessment(cause) else { return false }
            return assessment.state == .locked && assessment.opening.factors.contains(.canaryTarget)
        }
    }

    /// Whether the exchange of a request refused to hear that it is forged, or that it is not after all, and nobody said so
    /// anew.
    private func isUnknownForgery(_ id: ID<Request>) throws -> Bool {
        guard let request = try reading.load(Request.self, id), let assessment = try assessment(id.identifier) else {
            return false
        }
        return assessment.isForgeryUnknown(to: request, among: try reading.ownWords(about: id.identifier))
    }

    /// Whether the authority still waits for an answer or for data that its exchange refused.
    private func isWaitedFor(_ id: ID<Request>) throws -> Bool {
        guard let request = try reading.load(Request.self, id), request.state != .withdrawn else { return false }
        let assessed = try assessment(id.identifier)
        // A forger waits in vain.
        guard assessed?.foundForgedAt == nil else { return false }
        let answered = assessed?.reopenedFor ?? []
        return try reading.ownWords(about: id.identifier).contains { said in
            guard said.state == .refused, !answered.contains(said.dispatch), case .request(_, let word) = said.message
            else { return false }
            return switch word {
            case .answered: request.takesAnswer
            case .disclosed(_, let sha256): !(assessed?.isThere(sha256, among: request.disclosures) ?? false)
            default: false
            }
        }
    }

    private func isUrgent(_ assessment: Assessment) throws -> Bool {
        guard [.open, .locked, .proposed].contains(assessment.state),
            let request = try reading.load(Request.self, ID<Request>(assessment.id.identifier))
        else { return false }
        // Nobody but counsel may know that something is to stay up, so that nobody else can weigh that against a removal.
        if try !reading.stayUp(about: request, of: organisation, at: now).isEmpty {
            let assignee = try assessment.assignee.flatMap { try reading.load(Person.self, $0) }
            return assignee?.roles.contains(.counsel) != true
        }
        guard assessment.assignee == nil, assessment.state != .proposed else { return false }
        if assessment.kind == .emergencyDisclosure { return true }
        // An authority whose paper is taken for its first order may be known by another name, and then its time runs.
        if request.origin == nil, request.filing.channel == .paper, request.waitsUntil != nil { return true }
        return request.dueAt.map { $0 <= assessment.openedAt + Self.urgentTime } ?? false
    }

    private func assessment(_ id: Identifier) throws -> Assessment? { try reading.load(Assessment.self, ID(id)) }

    private func threat(_ id: Identifier) throws -> ThreatAlert? { try reading.load(ThreatAlert.self, ID(id)) }
}

extension Node {
    func alertCauses(_ reading: any StoreReading) -> AlertCauses {
        AlertCauses(
            reading: reading,
            priorityMin: settings.alertPriorityMin,
            organisation: identity.organisation,
            isLogRefusing: log.currentCondition == .refusing,
            now: clock()
        )
    }
}

extension CaseReturned.Cause {
    /// Whether something was tried in vain; that the platform did not answer is told by the decision.
    fileprivate var isFailure: Bool {
        switch self {
        case .failed, .restorationFailed, .closureUnjudged: true
        case .unanswered, .restorationUnanswered: false
        }
    }
}
