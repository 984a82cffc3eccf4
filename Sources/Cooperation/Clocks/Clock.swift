/// A running deadline: about one thing, by one rule, for one organisation.
///
/// It never does what it is about. It tells people before its end, records that the end was missed, and where the rule itself
/// states what expires, it records that this expired.
public struct Clock: Aggregate {
    /// What clocks are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// `State`.
        case state
        /// Whose clock it is.
        case owner
        /// Who sees to it; NULL for nobody in particular.
        case assignee
        /// What it is about.
        case subject
        /// When its time is over, in microseconds; NULL once nobody waits for it.
        case deadline
        /// When it has to do something next, in microseconds; NULL where it has nothing to do.
        case nextDueAt
    }

    /// What kind of thing a clock is about.
    public enum SubjectKind: String, Codable, CaseIterable, Sendable {
        /// What an authority asks.
        case request
        /// That a platform was told how orders of an authority work, before the first of them.
        case firstContact
        /// That something stays up for a while.
        case stayUp
        /// That one may turn to somebody else against what an authority asks.
        case redress
        /// The assessment of what an authority asks.
        case assessment
        /// What a platform tells the police.
        case threatAlert
        /// Something done to content or an account for a time.
        case measure
        /// What is kept for an authority.
        case preservation
        /// What the person concerned has to be told.
        case notice
        /// A signal on which members disagree.
        case dispute
        /// An objection to a decision.
        case appeal
        /// What a user reported.
        case report
        /// Data that was handed out before the formal process.
        case disclosure
        /// Work for a person.
        case workItem = "case"
    }

    /// Where a clock is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Time runs.
        case running
        /// Time stands still.
        case stopped
        /// The time is over, and what it is about is not done.
        case breached
        /// Nobody waits for it any more.
        case ended

        /// Those in which somebody still has to act.
        public static let open: [State] = [.running, .stopped, .breached]
    }

    /// Why a clock is needed no more.
    public enum Ending: String, Codable, CaseIterable, Sendable {
        /// What it is about was done.
        case answered
        /// What it is about was taken back.
        case withdrawn
        /// Its time was over, and the rule says what follows.
        case expired
    }

    /// A time in which a clock stood still.
    public struct Stop: Codable, Hashable, Sendable {
        /// Why.
        public let reason: ClockTerms.StopReason
        /// Since when.
        public let from: Timestamp
        /// Until when; `nil` while it stands still.
        public internal(set) var to: Timestamp?
    }

    /// The word in event types.
    public static let name = "clock"
    /// Some are for practice.
    public static let hasExercises = true
    /// How many times a clock may be stopped.
    public static let stopsMax = 100

    /// Its id.
    public let id: ID<Clock>
    /// The rule.
    public let rule: ID<ClockRule>
    /// The rule's code.
    public let code: ClockCode
    /// The rule's terms, as they were when it started.
    public let terms: ClockTerms
    /// The zone in which it is counted and shown.
    public let zone: ZoneName
    /// What it is about.
    public let subject: Identifier
    /// What kind of thing that is.
    public let subjectKind: SubjectKind
    /// Whose clock it is: who has to act before it ends.
    public let owner: ID<Organisation>
    /// Who sees to it; `nil` for nobody in particular.
    public internal(set) var assignee: ID<Person>?
    /// Whether it is about an exercise; `nil` where it is not.
    public let exercise: Bool?
    /// Whether a person said when its time is over, in place of its rule's duration; `nil` where nobody did.
    public let isEndGiven: Bool?
    /// Since when it runs.
    public let startedAt: Timestamp
    /// When its time is over; while it stands still, when it would have been.
    public internal(set) var deadline: Timestamp
    /// When it stood still, in order.
    public internal(set) var stops: [Stop]
    /// Where it is in its life.
    public internal(set) var state: State
    /// How many of the terms' steps were taken.
    public internal(set) var stepsTaken: Int
    /// When the breach was recorded; `nil` where there was none.
    public internal(set) var breachedAt: Timestamp?
    /// Why it is needed no more.
    public internal(set) var ending: Ending?

    /// When it has to do something next: take a step, or note that its time is over; `nil` where it has nothing to do.
    public var nextDueAt: Timestamp? {
        guard state == .running else { return nil }
        return terms.steps.indices.contains(stepsTaken) ? deadline - terms.steps[stepsTaken].before : deadline
    }

    /// Whether it is for practice.
    public var isExercise: Bool { exercise ?? false }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .state: .text(state.rawValue)
        case .owner: .text(owner.description)
        case .assignee: assignee.map { .text($0.description) }
        case .subject: .text(subject.description)
        case .deadline: State.open.contains(state) ? .integer(deadline.microseconds) : nil
        case .nextDueAt: nextDueAt.map { .integer($0.microseconds) }
        }
    }
}

/// What a clock is to be about.
public struct ClockStart: Sendable, Hashable {
    /// What it is about.
    public let subject: Identifier
    /// What kind of thing that is.
    public let subjectKind: Clock.SubjectKind
    /// Whose clock it is: who has to act before it ends.
    public let owner: ID<Organisation>
    /// Who sees to it.
    public let assignee: ID<Person>?
    /// Since when it runs: the time of the exchange's or the node's own receipt, never what a sender says.
    public let startedAt: Timestamp
    /// When its time is over, where a person said so; `nil` where its rule does.
    public let endsAt: Timestamp?
    /// The zone of the authority that asks, for rules that count in it.
    public let authorityZone: ZoneName?
    /// Whether it is about an exercise.
    public let isExercise: Bool

    /// Makes a start.
    public init(
        about subject: Identifier,
        _ subjectKind: Clock.SubjectKind,
        owner: ID<Organisation>,
        assignee: ID<Person>? = nil,
        startedAt: Timestamp,
        endsAt: Timestamp? = nil,
        authorityZone: ZoneName? = nil,
        isExercise: Bool = false
    ) {
        self.subject = subject
        self.subjectKind = subjectKind
        self.owner = owner
        self.assignee = assignee
        self.startedAt = startedAt
        self.endsAt = endsAt
        self.authorityZone = authorityZone
        self.isExercise = isExercise
    }
}
