import Cooperation
import TransparencyLog

/// Which events, and which of their fields, a caller may read: their slice of the journal.
///
/// The families of events, what each needs and what is never shown are in `AuthorisationRules.eventFamilies`.
struct EventVisibility {
    /// How an event is open to a reader.
    enum Answer: Hashable {
        /// It does not exist for the reader.
        case hidden
        /// Everything but these fields is shown.
        case shown(without: WithheldFields)
        /// It belongs to an agreement: shown to those who had joined when it was recorded, and to later ones after they
        /// joined.
        case shared(ID<Agreement>, without: WithheldFields)

        /// The same with further fields hidden.
        func without(_ more: WithheldFields) -> Answer {
            switch self {
            case .hidden: .hidden
            case .shown(let fields): .shown(without: fields.union(more))
            case .shared(let agreement, let fields): .shared(agreement, without: fields.union(more))
            }
        }
    }

    let reading: any StoreReading
    let caller: Caller
    /// The caller in the role in which they read what is made of requests, and threat alerts.
    private let (assessing, alerting): (Caller, Caller)
    /// The caller in the role in which they read requests.
    private let requesting: Caller
    let now: Timestamp
    private let permitted: Set<Permission>
    /// Whether what a person reads is noted act by act, and not shown in passing.
    private let isNoted: Bool

    /// What is open to a reader of the journal's pages, where reading an act is noted.
    init(reading: any StoreReading, reader: JournalReader, now: Timestamp) {
        self.init(reading: reading, reader: reader, now: now, isNoted: true)
    }

    private init(reading: any StoreReading, reader: JournalReader, now: Timestamp, isNoted: Bool) {
        self.reading = reading
        self.isNoted = isNoted
        self.now = now
        caller = reader.caller
        (assessing, alerting) = (reader.assessing, reader.alerting)
        requesting = reader.requesting
        permitted = reader.permitted
    }

    /// What is open to a caller who is sent many events at once.
    init(reading: any StoreReading, caller: Caller, now: Timestamp) {
        self.init(reading: reading, reader: JournalReader(caller), now: now, isNoted: false)
    }

    /// What the caller may read of an event.
    func answer(_ event: JournalEvent) throws -> Answer { try answer(event, isOpened: false) }

    private func answer(_ event: JournalEvent, isOpened: Bool) throws -> Answer {
        switch event.type {
        case TextsErased.type: return try erasure(event)
        case EventReceived.type:
            // What came from an exchange is read as if it had been recorded here, by the node's own organisation.
            guard caller.organisation.ownsNode, !caller.isOnExchange, let brought = try event.effects().last,
                brought.type != TextsErased.type
            else { return .hidden }
            return try answer(brought, isOpened: isOpened)
        default: break
        }
        guard let family = AuthorisationRules.eventFamily(of: event.type), try mayRead(family, event),
            try isWithin(family.scope, event)
        else { return .hidden }
        let answer: Answer = try family.scope == .bank ? bank(of: event, family) : .shown(without: [])
        return answer.without(WithheldFields(family.withheld)).without(try furtherWithheld(event))
            .without(isOpened ? [] : unopened(event))
    }

    /// What of an event is not shown to a caller who reads it while it is new; `nil` where it does not exist for them.
    func withheld(fromNew event: JournalEvent) throws -> WithheldFields? {
        switch try answer(event) {
        case .hidden: return nil
        case .shown(let without): return without
        case .shared(let agreement, let without):
            guard let joined = try joining(agreement), joined < event.position else { return nil }
            return without
        }
    }

    /// Where the caller's organisation joined an agreement that is in force.
    func joining(_ agreement: ID<Agreement>) throws -> Int64? {
        guard let agreement = try reading.load(Agreement.self, agreement), agreement.isInForce(at: now) else {
            return nil
        }
        return agreement.acceptance(by: caller.organisation.id)?.position
    }

    private func mayRead(_ family: AuthorisationRules.EventFamily, _ event: JournalEvent) throws -> Bool {
        switch family.name {
        // A member's node carries requests for those who read them there.
        // An authority's own node follows what the authority asked.
        case Request.name where caller.isNode && caller.organisation.kind != .authority:
            permitted.contains(.carryRequests)
        case ThreatNotice.name where caller.isNode:
            permitted.contains(.carryRequests) || permitted.contains(family.permission)
        case Dispatch.name: try mayRead(dispatched: event, family)
        case Clock.name: try permitted.contains(family.permission) && isShown(clockOf: event)
        case Reading.name: try permitted.contains(family.permission) && isShown(readingOf: event)
        default: permitted.contains(family.permission)
        }
    }

    /// Which requests there are is told by their clocks too.
    private func isShown(clockOf event: JournalEvent) throws -> Bool {
        guard caller.role != .adviser else { return false }
        guard !requesting.isShown(.stayUp), let clock = try reading.load(Clock.self, ID(event.subject)) else {
            return true
        }
        return try reading.shown([clock], to: requesting).isEmpty == false
    }

    /// That something is asked to stay up is told by who read of it, too.
    private func isShown(readingOf event: JournalEvent) throws -> Bool {
        guard !requesting.isShown(.stayUp), let one = try reading.load(Reading.self, ID(event.subject)) else {
            return true
        }
        return try !reading.shown([one], to: requesting).isEmpty
    }

    /// What is said to another node is for those who read what it is about; an adviser reads what is said of the request
    /// that they were asked about.
    private func mayRead(
        dispatched event: JournalEvent,
        _ family: AuthorisationRules.EventFamily
    ) throws -> Bool {
        switch try reading.load(Dispatch.self, ID(event.subject))?.message {
        case .threat: return permitted.contains(.readThreats)
        case .request(let request, _):
            guard permitted.contains(.readAssessments) else { return false }
            let assessment = try reading.load(Assessment.self, ID(request.identifier))
            return assessment?.isOpen(to: assessing) ?? (caller.role != .adviser)
        case .threatWord: return permitted.contains(.readThreats)
        case .filing, .authorityWord: return permitted.contains(.readRequests)
        case .verification, .opinion, nil: return permitted.contains(family.permission)
        }
    }

    private func isWithin(_ scope: AuthorisationRules.EventScope, _ event: JournalEvent) throws -> Bool {
        let organisation = caller.organisation.id
        switch scope {
        case .all, .bank: return true
        case .ownOrganisation:
            switch event.type.prefix(while: { $0 != "." }) {
            case Person.name[...]: return try reading.load(Person.self, ID(event.subject))?.organisation == organisation
            case Key.name[...]: return try reading.load(Key.self, ID(event.subject))?.organisation == organisation
            case Webhook.name[...]:
                return try reading.load(Webhook.self, ID(event.subject))?.organisation == organisation
            case Dispatch.name[...]: return try event.organisation == organisation && isOpen(dispatch: event)
            case ThreatAlert.name[...]:
                let alert = try reading.load(ThreatAlert.self, ID(event.subject))
                return event.organisation == organisation && alert?.isOpen(to: alerting) ?? false
            default: return event.organisation == organisation
            }
        case .agreement:
            return try reading.load(Agreement.self, ID(event.subject)).map {
                try reading.isVisible($0, to: caller, for: .readAgreements)
            } ?? false
        case .submission:
            if caller.organisation.kind.curatesSignals { return true }
            return try reading.load(Submission.self, ID(event.subject))?.authority == organisation
        case .request: return try isConcerned(event)
        case .threat:
            guard alerting.role != .adviser else { return false }
            return try reading.load(ThreatNotice.self, ID(event.subject)).map {
                try $0.isOpen(to: caller.organisation, as: reading.ownIDs(of: caller))
            } ?? false
        case .register:
            guard event.type != OfficeMisused.type || caller.organisation.kind != .authority else { return false }
            if event.type.hasPrefix(Office.name + ".") {
                return try reading.load(Office.self, ID(event.subject)).map {
                    try reading.isVisible($0, to: caller)
                } ?? false
            }
            return try reading.load(Officer.self, ID(event.subject)).map {
                try reading.isVisible($0, to: caller)
            } ?? false
        }
    }

    /// What says that a request was found forged.
    private static let forgery: Set<String> = [RequestFoundForged.type, RequestForgeryTakenBack.type]

    private func isConcerned(_ event: JournalEvent) throws -> Bool {
        if event.type.hasPrefix(Assessment.name + ".") {
            return try reading.load(Assessment.self, ID(event.subject))?.isOpen(to: assessing) ?? false
        }
        // A link is a secret, also as its hash. That a request is forged would be read by whoever has the authority's keys.
        guard event.type != RequestGuestInvited.type,
            !Self.forgery.contains(event.type) || caller.organisation.kind != .authority,
            let request = try reading.load(Request.self, ID(event.subject))
        else { return false }
        return request.isOpen(to: requesting, as: try reading.ownIDs(of: caller))
    }

    /// What is said over the outbox about a request or a threat is as open as what is made of that one.
    private func isOpen(dispatch event: JournalEvent) throws -> Bool {
        switch try reading.load(Dispatch.self, ID(event.subject))?.message {
        case .request(let request, _)? where assessing.role == .adviser:
            return try reading.load(Assessment.self, ID(request.identifier))?.isOpen(to: assessing) ?? false
        case .threat(let notice, _)? where alerting.role == .adviser:
            return try reading.load(ThreatAlert.self, ID(notice.identifier))?.isOpen(to: alerting) ?? false
        default: return true
        }
    }

    private func bank(of event: JournalEvent, _ family: AuthorisationRules.EventFamily) throws -> Answer {
        var id = ID<Bank>(event.subject)
        if family.name == Signal.name {
            guard let signal = try reading.load(Signal.self, ID(event.subject)) else { return .hidden }
            if event.type == SignalViewed.type {
                // Who opened whose link concerns those two.
                let member = try reading.member(caller.organisation.id, on: signal.origin)
                guard member == signal.proposer || member == event.organisation else { return .hidden }
            }
            id = signal.bank
        }
        guard let bank = try reading.load(Bank.self, id) else { return .hidden }
        // Since when an exchange shares something with this node is the exchange's business: what is here was shared.
        if bank.origin == nil, let agreement = bank.agreement { return .shared(agreement, without: []) }
        let isVisible = try reading.isVisible(bank, to: caller.organisation.id, at: now, for: family.permission)
        return isVisible ? .shown(without: []) : .hidden
    }

    /// What some readers of an event see and others don't.
    private func furtherWithheld(_ event: JournalEvent) throws -> WithheldFields {
        switch event.type {
        case CaseOpened.type:
            // A person opens the case for these, which is recorded.
            return caller.person == nil ? [] : ["sealed.account", "sealed.link", "sealed.thumbnail"]
        case SubmissionAnswered.type:
            // Design rule 1: an authority does not learn who looked, and so who may have proposed a signal.
            return caller.organisation.kind.curatesSignals ? [] : ["organisation", "actor"]
        case RequestReceived.type:
            // An authority does not learn what others ask.
            return caller.organisation.kind.curatesSignals ? [] : ["fact.sameTargetElsewhere"]
        case RequestAnswered.type:
            // What the addressee found about a person reaches the authority only in sums; until when it keeps what it removed
            // is told by no member either.
            return addresseesPerson(event)
                .union(caller.organisation.kind.curatesSignals ? [] : ["fact.concernsProtectedRole", "fact.keptUntil"])
        case RequestDisclosed.type:
            // Whoever forged a request and has not fetched the data yet gets them no more.
            let isForged = try reading.load(Request.self, ID(event.subject))?.foundForgedAt != nil
            return addresseesPerson(event)
                .union(isForged && caller.organisation.kind == .authority ? ["sealed.file"] : [])
        case RequestItemReversed.type:
            // What was undone because it was forged is to look like what was wrong: why is told for neither.
            return addresseesPerson(event).union(caller.organisation.kind == .authority ? ["sealed.reasons"] : [])
        case _ where event.type.hasPrefix(Request.name + ".") || event.type.hasPrefix(Clock.name + "."):
            return addresseesPerson(event)
        case ThreatAlertRaised.type:
            // Who reads threats and not what is made of requests does not learn which there are.
            guard let request = try event.payload(ThreatAlertRaised.self).startedFromRequest else { return [] }
            let isOpen =
                try permitted.contains(.readAssessments)
                && reading.load(Assessment.self, request)?.isOpen(to: assessing) ?? false
            return isOpen ? [] : ["fact.startedFromRequest"]
        case OrganisationStandingChanged.type:
            // Why it was changed is told to the member and to those who keep the members.
            let isTold = event.subject == caller.organisation.id.identifier || caller.organisation.ownsNode
            return isTold ? [] : ["sealed.reason"]
        case AlertRaised.type, AlertJoined.type:
            let isTold = try reading.load(Alert.self, ID(event.subject))?.isTold(to: requesting) ?? true
            return isTold ? [] : ["fact.cause"]
        case LogForkAccepted.type:
            // Why is told to whoever runs the node; that it was is everybody's business.
            return caller.organisation.ownsNode ? [] : ["sealed.reason"]
        default: return []
        }
    }

    /// What was written of somebody is not sent to a person in passing, who opens it for that, which is noted.
    private func unopened(_ event: JournalEvent) -> WithheldFields {
        guard caller.person != nil, !isNoted else { return [] }
        return switch event.type.prefix(while: { $0 != "." }) {
        case Case.name[...]: ["sealed.note"]
        case Decision.name[...], Request.name[...], RequestDraft.name[...], Assessment.name[...],
            ThreatAlert.name[...], ThreatNotice.name[...], Dispatch.name[...]:
            .texts
        default: []
        }
    }

    /// An authority does not learn which of the addressee's people did something about its request (design rule 14).
    private func addresseesPerson(_ event: JournalEvent) -> WithheldFields {
        caller.organisation.kind == .authority && event.namesPersonOfAnother(than: caller.organisation.id)
            ? ["actor"] : []
    }

    /// That texts were erased is told to those who may read what was erased; why, to the organisation that did it.
    private func erasure(_ event: JournalEvent) throws -> Answer {
        let position = try event.payload(TextsErased.self).position
        guard position < event.position, let erased = try reading.record(at: position)?.event else { return .hidden }
        return try answer(erased, isOpened: true)
            .without(event.organisation == caller.organisation.id ? [] : ["sealed.reason"])
    }
}

extension JournalEvent {
    /// Whether somebody of another organisation did it, and not that organisation's node by itself.
    func namesPersonOfAnother(than own: ID<Organisation>) -> Bool {
        organisation != own && actor != organisation.identifier
    }
}
