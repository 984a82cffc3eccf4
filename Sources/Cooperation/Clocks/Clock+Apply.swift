extension Clock {
    /// The state after an event.
    public static func apply(_ state: Clock?, _ event: JournalEvent) throws(ReplayError) -> Clock {
        if state == nil, event.type == ClockStarted.type {
            let facts = try event.payload(ClockStarted.self)
            return Clock(
                id: ID(event.subject),
                rule: facts.rule,
                code: facts.code,
                terms: facts.terms,
                zone: facts.zone,
                subject: facts.subject,
                subjectKind: facts.subjectKind,
                owner: facts.owner,
                assignee: facts.assignee,
                exercise: facts.isExercise,
                isEndGiven: facts.isEndGiven,
                startedAt: facts.startedAt,
                deadline: facts.deadline,
                stops: [],
                state: .running,
                stepsTaken: 0
            )
        }
        guard var clock = state else { throw ReplayError.unexpected(event, after: state) }
        try clock.take(event)
        return clock
    }

    private mutating func take(_ event: JournalEvent) throws(ReplayError) {
        switch event.type {
        case ClockStopped.type:
            let facts = try event.payload(ClockStopped.self)
            stops.append(Stop(reason: facts.reason, from: facts.from))
            self.state = .stopped
        case ClockResumed.type:
            let facts = try event.payload(ClockResumed.self)
            guard let last = stops.indices.last else { throw ReplayError.unexpected(event, after: self) }
            stops[last].to = facts.from
            deadline = facts.deadline
            self.state = .running
        case ClockAssigned.type: assignee = try event.payload(ClockAssigned.self).assignee
        case ClockEscalated.type:
            let step = try event.payload(ClockEscalated.self).step
            guard terms.steps.indices.contains(step) else { throw ReplayError.unexpected(event, after: self) }
            stepsTaken = step + 1
        case ClockBreached.type:
            _ = try event.payload(ClockBreached.self)
            (self.state, breachedAt) = (.breached, event.time)
        case ClockExpired.type:
            _ = try event.payload(ClockExpired.self)
            (self.state, ending) = (.ended, .expired)
        case ClockEnded.type:
            ending = try event.payload(ClockEnded.self).ending
            self.state = .ended
        default: throw ReplayError.unexpected(event, after: self)
        }
    }
}
