/// Something that can't wait, for which people are asked one after another until one of them takes it on.
///
/// While it is open, more of the same kind joins it, so that a wave of cases does not become a wave of e-mail. What is for
/// practice and what is real never share one: whoever takes on an exercise takes on nothing else.
public struct Alert: Aggregate {
    /// What alerts are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// `State`.
        case state
        /// When something has to be done about it next, in microseconds; NULL once it is done with.
        case dueAt
    }

    /// Why people are reached.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// A case of high priority waits and nobody has it.
        case urgentCase
        /// The platform did not answer in time what became of a decision, and its case is back in the queue.
        case unansweredDecision
        /// An account is to be closed, its suspension ends soon, and no second person has spoken.
        case closureUnjudged
        /// The log of a followed exchange can't be trusted.
        case exchangeAlarm
        /// This node's own log refuses to sign.
        case logRefusal
        /// The end of a clock is near.
        case clockNear
        /// A clock's time is over.
        case clockOver
        /// A request came that has to be answered within hours, and nobody has it.
        case urgentRequest
        /// The person concerned was not told in time that their data went out, or their post came down.
        case personUntold
        /// A threat to life was flagged and waits for approval.
        case threatFlagged
        /// A threat alert was approved and not sent, because no authority may safely receive it.
        case threatWithheld
        /// A threat alert did not get to the authority in time: somebody has to telephone.
        case threatUndelivered
        /// Nobody confirmed in time what one person approved by night.
        case threatUnconfirmed
        /// A threat alert came for this organisation, and nobody of it has it yet.
        case threatReceived
        /// An exchange refused for good the answer to a request, or data that answer it.
        case answerRefused
        /// An exchange refused for good the word that a request is forged: somebody has to telephone.
        case forgeryRefused
        /// A request for data named a target that belongs to nobody, and is locked.
        case canaryNamed
    }

    /// Where an alert is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Waits for the next person to be chosen.
        case waiting
        /// A person was chosen; the message is not out yet.
        case addressed
        /// The message is out.
        case sent
        /// A person took it on.
        case acknowledged
        /// Everybody was asked in vain.
        case exhausted
        /// What it was raised for needs nobody any more.
        case over

        /// Those in which people are still asked.
        public static let open: [State] = [.waiting, .addressed, .sent]
    }

    /// One person who was asked.
    public struct Attempt: Codable, Hashable, Sendable {
        /// What became of the message.
        public enum Outcome: String, Codable, CaseIterable, Sendable {
            /// Not out yet.
            case pending
            /// Out.
            case sent
            /// The mail server refused the address for good, or there is none any more.
            case refused
            /// Not out when the time was over.
            case unsent
        }

        /// Who.
        public let person: ID<Person>
        /// What became of it.
        public internal(set) var outcome: Outcome
    }

    /// The word in event types.
    public static let name = "alert"
    /// Some are for practice.
    public static let hasExercises = true
    /// The scope of the lookup key of an open alert: its kind, and the role that is wanted.
    public static let openScope = "open"
    /// The scope of that key where it is for practice.
    public static let openExerciseScope = "openExercise"
    /// How long a person has to acknowledge, where the node is told nothing else.
    public static let acknowledgementTimeDefault = Seconds.minutes(15)
    /// From which priority on a case is urgent, where the node is told nothing else.
    public static let priorityDefault = 800
    /// How many things one alert is raised for at most; more of them do not change that somebody has to look.
    public static let causesMax = 100
    /// How many times people are asked at most, where messages do not get out.
    public static let attemptsMax = 200

    /// Its id.
    public let id: ID<Alert>
    /// Why people are reached.
    public let kind: Kind
    /// In which role somebody is wanted; `nil` where it is anybody of the roster.
    public let role: Role?
    private let exercise: Bool?
    /// When it was raised.
    public let raisedAt: Timestamp
    /// What it is raised for: the cases, decisions or exchanges; empty for the node's own log.
    public internal(set) var causes: [Identifier]
    /// Where it is in its life.
    public internal(set) var state: State
    /// Who was asked, in order.
    public internal(set) var attempts: [Attempt]
    /// When something has to be done about it next: by when the person asked last has to acknowledge.
    public internal(set) var dueAt: Timestamp?
    /// Who took it on.
    public internal(set) var acknowledgedBy: ID<Person>?

    init(
        id: ID<Alert>,
        kind: Kind,
        role: Role?,
        exercise: Bool?,
        raisedAt: Timestamp,
        causes: [Identifier],
        state: State,
        attempts: [Attempt],
        dueAt: Timestamp?
    ) {
        self.id = id
        self.kind = kind
        self.role = role
        self.exercise = exercise
        self.raisedAt = raisedAt
        self.causes = causes
        self.state = state
        self.attempts = attempts
        self.dueAt = dueAt
    }

    /// Whether it is for practice.
    public var isExercise: Bool { exercise ?? false }

    /// Whether it went beyond the first person.
    public var isEscalated: Bool { attempts.count > 1 || (state == .exhausted && !attempts.isEmpty) }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .state: .text(state.rawValue)
        case .dueAt: dueAt.map { .integer($0.microseconds) }
        }
    }

    /// An open alert is found by its kind, its role and whether it is for practice, so that more of the same joins it.
    public var lookupKeys: Set<LookupKey> {
        State.open.contains(state) ? [Self.openKey(of: kind, for: role, isExercise: isExercise)] : []
    }

    /// Under which key the open alert of a kind is found that wants somebody in a role.
    public static func openKey(of kind: Kind, for role: Role? = nil, isExercise: Bool = false) -> LookupKey {
        LookupKey(
            scope: isExercise ? openExerciseScope : openScope,
            value: kind.rawValue + (role.map { "." + $0.rawValue } ?? "")
        )
    }

    /// Whom to ask next.
    ///
    /// - Parameter candidates: who can be reached, in the order in which they are asked.
    /// - Returns: the first who was not asked yet; else, of those whose message never got out, the one for whom that was
    ///   tried least; `nil` where there is nobody.
    func next(of candidates: [ID<Person>]) -> ID<Person>? {
        guard attempts.count < Self.attemptsMax else { return nil }
        let asked = Dictionary(grouping: attempts, by: \.person)
        if let fresh = candidates.first(where: { asked[$0] == nil }) { return fresh }
        let unheard = candidates.filter { person in
            asked[person]?.allSatisfy { $0.outcome == .pending || $0.outcome == .unsent } ?? false
        }
        return unheard.min { (asked[$0]?.count ?? 0) < (asked[$1]?.count ?? 0) }
    }
}
