/// A clock started.
public struct ClockStarted: EventPayload {
    /// What happened.
    public static let type = "clock.started"
    /// It says itself whether it is one.
    public static let tellsExercise = true
    /// The rule.
    public let rule: ID<ClockRule>
    /// The rule's code.
    public let code: ClockCode
    /// The rule's terms, as they were then.
    public let terms: ClockTerms
    /// The zone in which it is counted and shown.
    public let zone: ZoneName
    /// What it is about.
    public let subject: Identifier
    /// What kind of thing that is.
    public let subjectKind: Clock.SubjectKind
    /// Whose clock it is: who has to act before it ends.
    public let owner: ID<Organisation>
    /// Who sees to it.
    public let assignee: ID<Person>?
    /// Whether it is about an exercise; absent where it is not.
    public let isExercise: Bool?
    /// Whether a person said when its time is over; absent where its rule does.
    public let isEndGiven: Bool?
    /// Since when it runs.
    public let startedAt: Timestamp
    /// When its time is over.
    public let deadline: Timestamp
}

/// A clock stands still.
public struct ClockStopped: EventPayload {
    /// What happened.
    public static let type = "clock.stopped"
    /// Why.
    public let reason: ClockTerms.StopReason
    /// Since when.
    public let from: Timestamp
}

/// A clock runs again.
public struct ClockResumed: EventPayload {
    /// What happened.
    public static let type = "clock.resumed"
    /// Since when.
    public let from: Timestamp
    /// When its time is over now.
    public let deadline: Timestamp
}

/// Somebody else sees to a clock.
public struct ClockAssigned: EventPayload {
    /// What happened.
    public static let type = "clock.assigned"
    /// Who; absent for nobody in particular.
    public let assignee: ID<Person>?
}

/// The time came to tell somebody that a clock's end is near.
public struct ClockEscalated: EventPayload {
    /// What happened.
    public static let type = "clock.escalated"
    /// Which of the rule's steps, from 0.
    public let step: Int
    /// Who is told.
    public let role: Role
    /// When the step was due.
    public let dueAt: Timestamp
}

/// A clock's time was over and nobody had done what it is about.
public struct ClockBreached: EventPayload {
    /// What happened.
    public static let type = "clock.breached"
    /// Who is told.
    public let roles: [Role]
    /// When the time was over.
    public let deadline: Timestamp
}

/// A clock's time was over, and the rule says what follows.
public struct ClockExpired: EventPayload {
    /// What happened.
    public static let type = "clock.expired"
    /// What follows.
    public let consequence: ClockTerms.Consequence
    /// Who is told.
    public let roles: [Role]
    /// When the time was over.
    public let deadline: Timestamp
}

/// A clock is needed no more.
public struct ClockEnded: EventPayload {
    /// What happened.
    public static let type = "clock.ended"
    /// Why.
    public let ending: Clock.Ending
}
