import CanonicalJSON

extension Request {
    /// The state after an event.
    public static func apply(_ state: Request?, _ event: JournalEvent) throws(ReplayError) -> Request {
        guard var request = state else {
            guard event.type == RequestFiled.type else { throw ReplayError.unexpected(event, after: state) }
            return Request(filing: try event.payload(RequestFiled.self), event)
        }
        request.latestPosition = event.position
        try request.noteDispatch(of: event)
        switch event.type {
        case RequestItemFiled.type:
            let facts = try event.payload(RequestItemFiled.self)
            guard request.state == .filed, facts.number == request.items.count + 1 else {
                throw ReplayError.unexpected(event, after: state)
            }
            request.items.append(
                Item(
                    number: facts.number,
                    kind: facts.kind,
                    ground: facts.ground,
                    filedAtPosition: event.position,
                    isReversed: false
                )
            )
        case RequestReceived.type:
            let facts = try event.payload(RequestReceived.self)
            guard request.state == .filed, request.items.count == request.filing.items else {
                throw ReplayError.unexpected(event, after: state)
            }
            request.state = .open
            request.receivedAt = facts.receivedAt ?? event.time
            request.dueAt = facts.dueAt
            request.waitsUntil = facts.waitsUntil
            request.sameTargetElsewhere = facts.sameTargetElsewhere ?? false
        case RequestWaitEnded.type:
            request.dueAt = try event.payload(RequestWaitEnded.self).dueAt
            request.waitsUntil = nil
        case RequestTurnedAway.type:
            request.state = .turnedAway
            request.receivedAt = event.time
            request.turnedAwayFor = try event.payload(RequestTurnedAway.self).code
        case RequestGuestInvited.type:
            let facts = try event.payload(RequestGuestInvited.self)
            request.guestTokenHash = facts.tokenHash
            request.guestLinkExpiresAt = facts.expiresAt
        case RequestAcknowledged.type:
            _ = try event.payload(RequestAcknowledged.self)
            request.acknowledgedAt = event.time
        case RequestClockStopped.type:
            request.stoppedFor = try event.payload(RequestClockStopped.self).reason
            request.hadManifestError = request.hadManifestError || request.stoppedFor == .manifestError
            request.state = .stopped
            request.dueAt = nil
            request.notesAtPositions.append(event.position)
        case RequestClockResumed.type:
            request.dueAt = try event.payload(RequestClockResumed.self).dueAt
            request.stoppedFor = nil
            request.state = .open
            request.notesAtPositions.append(event.position)
        case RequestItemAnswered.type:
            let facts = try event.payload(RequestItemAnswered.self)
            guard request.items.indices.contains(facts.number - 1) else {
                throw ReplayError.unexpected(event, after: state)
            }
            request.items[facts.number - 1].outcome = facts.outcome
            request.items[facts.number - 1].answeredAtPosition = event.position
        case RequestAnswered.type:
            _ = try event.payload(RequestAnswered.self)
            request.answeredAtPosition = event.position
            request.guestTokenHash = nil
            guard !request.hasInterimAnswers else { break }
            request.state = .answered
            let facts = try event.payload(RequestAnswered.self)
            request.concernsProtectedRole = facts.concernsProtectedRole ?? request.concernsProtectedRole
            request.answeredAt = event.time
            request.stoppedFor = nil
        case RequestItemReversed.type:
            let facts = try event.payload(RequestItemReversed.self)
            let number = facts.number
            guard request.items.indices.contains(number - 1) else { throw ReplayError.unexpected(event, after: state) }
            request.items[number - 1].isReversed = true
            request.items[number - 1].reversedAt = event.time
            request.items[number - 1].wasMistake = facts.isMistake ?? false
        case RequestItemLookedAt.type:
            let facts = try event.payload(RequestItemLookedAt.self)
            guard request.items.indices.contains(facts.number - 1) else {
                throw ReplayError.unexpected(event, after: state)
            }
            request.items[facts.number - 1].lookedAt = event.time
            request.items[facts.number - 1].finding = facts.finding
        case RequestDisclosed.type:
            let facts = try event.payload(RequestDisclosed.self)
            request.disclosures.append(
                Disclosure(
                    category: facts.category,
                    sha256: facts.sha256,
                    position: event.position,
                    isElsewhere: facts.isElsewhere,
                    handedAt: facts.handedAt
                )
            )
        case RequestPersonTold.type:
            _ = try event.payload(RequestPersonTold.self)
            request.personToldAt = event.time
        case RequestFoundForged.type:
            _ = try event.payload(RequestFoundForged.self)
            request.foundForgedAt = event.time
        case RequestForgeryTakenBack.type:
            _ = try event.payload(RequestForgeryTakenBack.self)
            guard request.foundForgedAt != nil else { throw ReplayError.unexpected(event, after: state) }
            request.noteForgeryTakenBack(at: event.time)
        case RequestWithdrawn.type:
            _ = try event.payload(RequestWithdrawn.self)
            request.state = .withdrawn
            request.guestTokenHash = nil
        case RequestUnanswered.type:
            _ = try event.payload(RequestUnanswered.self)
            request.state = .unanswered
            request.unansweredAt = event.time
        default: throw ReplayError.unexpected(event, after: state)
        }
        return request
    }

    private mutating func noteDispatch(of event: JournalEvent) throws(ReplayError) {
        guard let fact = event.facts["dispatch"] else { return }
        guard let id = fact.stringValue.flatMap(ID<Dispatch>.init(_:)) else {
            throw ReplayError.unexpected(event, after: self)
        }
        dispatches = dispatches.filter { $0 != id }.suffix(Self.dispatchesMax - 1) + [id]
    }

    private init(filing: RequestFiled, _ event: JournalEvent) {
        self.init(
            id: ID(event.subject),
            filing: filing,
            items: [],
            state: .filed,
            sameTargetElsewhere: false,
            hadManifestError: false,
            concernsProtectedRole: false,
            disclosures: [],
            dispatches: [],
            filedAtPosition: event.position,
            notesAtPositions: [],
            latestPosition: event.position,
            origin: event.origin
        )
    }
}
