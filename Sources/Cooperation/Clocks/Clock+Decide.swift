/// What can be asked of a clock.
public enum ClockCommand: Sendable {
    /// Start it by a rule.
    case start(ClockStart, by: ClockRule)
    /// Let it stand still.
    case stop(ClockTerms.StopReason)
    /// Let it run again.
    case resume
    /// Let somebody see to it; `nil` for nobody in particular.
    case assign(ID<Person>?)
    /// Note that it is needed no more.
    case end(Clock.Ending)
    /// Do what the time demands.
    case tick
}

extension Clock {
    /// Decides a command.
    ///
    /// What was due before the command comes first: who answers a microsecond late is late, also where the clock had not yet
    /// been looked at.
    ///
    /// - Parameters:
    ///   - state: the clock; `nil` for one not started.
    ///   - command: what is asked.
    ///   - id: its id, which starting takes on.
    ///   - now: the time; one before what the clock saw already, as after the machine's clock was set back, counts as no
    ///     time passed.
    ///   - calendar: the world's time zones.
    /// - Returns: what happens; nothing where the state is already as asked, or the time has not come.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Clock?,
        _ command: ClockCommand,
        id: ID<Clock>,
        now: Timestamp,
        calendar: any CivilCalendar
    ) throws(Refusal) -> [Act] {
        if case .start(let start, let rule) = command {
            guard state == nil else {
                throw Refusal(.conflict, "already-started", "A clock with this id was started already.")
            }
            return [try Act(started(start, by: rule, now: now, calendar: calendar), on: id)]
        }
        guard let clock = state else { throw Refusal(.notFound, "not-found", "There is no such clock.") }
        switch command {
        case .start: return []
        case .stop(let reason): return try clock.stopping(reason, now)
        case .resume: return try clock.resuming(now, calendar)
        case .assign(let person):
            guard clock.state != .ended else { throw over }
            return clock.assignee == person ? [] : [Act(ClockAssigned(assignee: person), on: id)]
        case .end(let ending): return try clock.ending(ending, now)
        case .tick: return clock.overdue(now)
        }
    }

    private static func started(
        _ start: ClockStart,
        by rule: ClockRule,
        now: Timestamp,
        calendar: any CivilCalendar
    ) throws(Refusal) -> ClockStarted {
        guard rule.state == .inForce else {
            throw Refusal(
                .conflict,
                "rule-not-in-force",
                "This rule of the clock registry is not in force; adopt it, or start the clock by another."
            )
        }
        guard start.startedAt <= now else {
            throw Refusal(.invalid, "time-ahead", "A clock can't have started in the future.", pointer: "/startedAt")
        }
        guard start.endsAt.map({ $0 > start.startedAt }) ?? true else {
            throw Refusal(.invalid, "time-over", "The end of a clock must come after its start.", pointer: "/endsAt")
        }
        try rule.terms.validate()
        let (zone, deadline) = try rule.terms.deadline(
            from: start.startedAt,
            in: start.authorityZone,
            calendar: calendar
        )
        return ClockStarted(
            rule: rule.id,
            code: rule.code,
            terms: rule.terms,
            zone: zone,
            subject: start.subject,
            subjectKind: start.subjectKind,
            owner: start.owner,
            assignee: start.assignee,
            isExercise: start.isExercise ? true : nil,
            isEndGiven: start.endsAt == nil ? nil : true,
            startedAt: start.startedAt,
            deadline: start.endsAt ?? deadline
        )
    }

    /// The latest time that the clock knows to have been.
    private var seenAt: Timestamp {
        guard let stop = stops.last else { return startedAt }
        return stop.to ?? stop.from
    }

    private func stopping(_ reason: ClockTerms.StopReason, _ now: Timestamp) throws(Refusal) -> [Act] {
        if state == .stopped, stops.last?.reason == reason { return [] }
        guard state == .running, now < deadline else {
            throw state == .stopped
                ? Refusal(.conflict, "clock-stopped", "This clock stands still already; let it run first.") : Self.over
        }
        guard terms.stopReasons.contains(reason) else {
            throw Refusal(
                .invalid,
                "stop-reason-not-allowed",
                "The rule of this clock does not let it stand still for this reason.",
                pointer: "/reason"
            )
        }
        guard stops.count < Self.stopsMax else {
            throw Refusal(.limitReached, "too-many-stops", "A clock stands still at most \(Self.stopsMax) times.")
        }
        return [Act(ClockStopped(reason: reason, from: max(now, seenAt)), on: id)]
    }

    private func resuming(_ now: Timestamp, _ calendar: any CivilCalendar) throws(Refusal) -> [Act] {
        if state == .running, now < deadline { return [] }
        guard state == .stopped else { throw Self.over }
        let end = max(now, seenAt)
        if isEndGiven == true {
            let stood = end.microseconds - (stops.last?.from ?? end).microseconds
            let deadline = Timestamp(microseconds: deadline.microseconds + stood)
            return [Act(ClockResumed(from: end, deadline: deadline), on: id)]
        }
        let times = stops.map { (from: $0.from, to: $0.to ?? end) }
        let reckoning = try ClockReckoning(terms.duration, in: zone, calendar: calendar)
        let deadline = try reckoning.deadline(from: startedAt, stops: times)
        return [Act(ClockResumed(from: end, deadline: deadline), on: id)]
    }

    private func ending(_ ending: Ending, _ now: Timestamp) throws(Refusal) -> [Act] {
        if state == .ended { return [] }
        guard ending != .expired else {
            throw Refusal(
                .conflict,
                "expires-by-itself",
                "A clock expires by itself where its rule says so; say that it was answered or withdrawn.",
                pointer: "/ending"
            )
        }
        let overdue = overdue(now)
        let isOver = overdue.last?.type == ClockExpired.type
        return isOver ? overdue : overdue + [Act(ClockEnded(ending: ending), on: id)]
    }

    /// What the time demands: the steps whose time came, in order, and at last the end.
    private func overdue(_ now: Timestamp) -> [Act] {
        guard state == .running else { return [] }
        var acts: [Act] = []
        for (index, step) in terms.steps.enumerated().dropFirst(stepsTaken) {
            let dueAt = deadline - step.before
            guard dueAt <= now else { return acts }
            acts.append(Act(ClockEscalated(step: index, role: step.role, dueAt: dueAt), on: id))
        }
        guard deadline <= now else { return acts }
        if terms.consequence == .breach {
            acts.append(Act(ClockBreached(roles: terms.atEnd, deadline: deadline), on: id))
        } else {
            let expired = ClockExpired(consequence: terms.consequence, roles: terms.atEnd, deadline: deadline)
            acts.append(Act(expired, on: id))
        }
        return acts
    }

    private static var over: Refusal {
        Refusal(.conflict, "clock-over", "The time of this clock is over; that can't be changed any more.")
    }
}
