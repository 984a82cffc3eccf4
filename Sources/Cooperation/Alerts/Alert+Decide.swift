/// What can be asked of an alert.
public enum AlertCommand: Sendable, Hashable {
    /// Raise it.
    case raise(Alert.Kind, cause: Identifier?, role: Role? = nil, isExercise: Bool = false)
    /// Take in more of the same.
    case join(Identifier)
    /// Go on to the next person, if the time has come: `candidates` are those who can be reached, in order; `dueAt` is when
    /// it is the turn of the one after.
    case advance(candidates: [ID<Person>], dueAt: Timestamp)
    /// Note that the message of an attempt is out, and by when it asks for an answer.
    case noteSent(attempt: Int, dueAt: Timestamp)
    /// Note that the message of an attempt can't be delivered.
    case noteRefused(attempt: Int, reply: Int?)
    /// Take it on.
    case acknowledge(by: ID<Person>)
    /// Note that it needs nobody any more.
    case end
}

extension Alert {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the alert; `nil` for one not raised.
    ///   - command: what is asked.
    ///   - id: its id, which raising takes on.
    ///   - now: the time.
    /// - Returns: what happens; nothing where the state is already as asked, or the time has not come.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Alert?,
        _ command: AlertCommand,
        id: ID<Alert>,
        now: Timestamp
    ) throws(Refusal) -> [Act] {
        if case .raise(let kind, let cause, let role, let isExercise) = command {
            guard state == nil else {
                throw Refusal(.conflict, "already-raised", "An alert with this id was raised already.")
            }
            let facts = AlertRaised(kind: kind, cause: cause, role: role, isExercise: isExercise ? true : nil)
            return [Act(facts, on: id)]
        }
        guard let state else { throw Refusal(.notFound, "not-found", "There is no such alert.") }
        let isOpen = State.open.contains(state.state)
        switch command {
        case .raise: return []
        case .join(let cause):
            guard isOpen else {
                throw Refusal(.conflict, "alert-not-open", "This alert is done with; raise another.")
            }
            let isFull = state.causes.count >= causesMax
            return isFull || state.causes.contains(cause) ? [] : [Act(AlertJoined(cause: cause), on: id)]
        case .advance(let candidates, let dueAt):
            guard isOpen, let time = state.dueAt, time <= now else { return [] }
            guard let person = state.next(of: candidates) else { return [Act(AlertExhausted(), on: id)] }
            return [Act(AlertAddressed(person: person, dueAt: dueAt), on: id)]
        case .noteSent(let attempt, let dueAt):
            guard state.isPending(attempt) else { return [] }
            return [Act(AlertSent(dueAt: dueAt), on: id)]
        case .noteRefused(let attempt, let reply):
            guard state.isPending(attempt) else { return [] }
            return [Act(AlertRefused(reply: reply), on: id)]
        case .acknowledge(let person):
            guard isOpen || state.state == .exhausted else { return [] }
            return [Act(AlertAcknowledged(person: person), on: id)]
        case .end: return isOpen ? [Act(AlertOver(), on: id)] : []
        }
    }

    /// Whether the message of an attempt, counted from 0, is the one that is on its way.
    public func isPending(_ attempt: Int) -> Bool { state == .addressed && attempt == attempts.count - 1 }

    /// The state after an event.
    public static func apply(_ state: Alert?, _ event: JournalEvent) throws(ReplayError) -> Alert {
        if state == nil, event.type == AlertRaised.type {
            let facts = try event.payload(AlertRaised.self)
            return Alert(
                id: ID(event.subject),
                kind: facts.kind,
                role: facts.role,
                exercise: facts.isExercise,
                raisedAt: event.time,
                causes: facts.cause.map { [$0] } ?? [],
                state: .waiting,
                attempts: [],
                dueAt: event.time
            )
        }
        guard var alert = state else { throw ReplayError.unexpected(event, after: state) }
        try alert.take(event)
        return alert
    }

    private mutating func take(_ event: JournalEvent) throws(ReplayError) {
        switch event.type {
        case AlertJoined.type: causes.append(try event.payload(AlertJoined.self).cause)
        case AlertAddressed.type:
            let facts = try event.payload(AlertAddressed.self)
            closePending(.unsent)
            attempts.append(Attempt(person: facts.person, outcome: .pending))
            (self.state, dueAt) = (.addressed, facts.dueAt)
        case AlertSent.type:
            let facts = try event.payload(AlertSent.self)
            closePending(.sent)
            (self.state, dueAt) = (.sent, facts.dueAt)
        case AlertRefused.type:
            _ = try event.payload(AlertRefused.self)
            closePending(.refused)
            (self.state, dueAt) = (.waiting, event.time)
        case AlertAcknowledged.type:
            acknowledgedBy = try event.payload(AlertAcknowledged.self).person
            close(.acknowledged)
        case AlertExhausted.type:
            _ = try event.payload(AlertExhausted.self)
            close(.exhausted)
        case AlertOver.type:
            _ = try event.payload(AlertOver.self)
            close(.over)
        default: throw ReplayError.unexpected(event, after: self)
        }
    }

    private mutating func close(_ state: State) {
        closePending(.unsent)
        (self.state, dueAt) = (state, nil)
    }

    private mutating func closePending(_ outcome: Attempt.Outcome) {
        guard let last = attempts.indices.last, attempts[last].outcome == .pending else { return }
        attempts[last].outcome = outcome
    }
}
