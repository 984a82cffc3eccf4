/// Work for a person: content that is near what is known.
public struct Case: Aggregate {
    /// What cases are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// `State`.
        case state
        /// Higher comes first.
        case priority
        /// When it was opened, in microseconds.
        case openedAt
        /// Who works on it; NULL for nobody.
        case assignee
        /// Until when it is kept for them, in microseconds; NULL while nobody works on it.
        case lockedUntil
        /// 1 while it waits for a decision, be it with somebody or not; else NULL.
        case waiting
        /// The language of its content, without script and country; NULL where that is not known.
        case language
        /// `ContentKind`; NULL where that is not known.
        case kind
        /// By when the platform has to answer to its decision, in microseconds; NULL unless it is decided.
        case answerDueAt
    }

    /// Where a case is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Waits for a person.
        case open
        /// A person works on it.
        case assigned
        /// Decided; the platform has not answered yet.
        case decided
        /// Decided and done with.
        case closed
    }

    /// The word in event types.
    public static let name = "case"
    /// The scope of the lookup keys by which the cases of a signal are found.
    public static let signalScope = "signal"
    /// The scope of the lookup keys by which cases of content that does something are found.
    public static let behaviourScope = "behaviour"
    /// The scope of the lookup keys that stand for the people who left a case to others.
    public static let skipScope = "skip"
    /// How many cases of the same content are looked at, newest first, for one that is not closed.
    public static let sameContentMax = 32
    /// How many cases of the same content are looked at, newest first, for a person's word against acting on it.
    public static let sameContentJudgedMax = 1000
    /// How many cases of the same account are named.
    public static let sameAccountMax = 100
    /// How long a case is kept for the person who took it, where the node is told nothing else.
    public static let lockTimeDefault = Seconds.minutes(30)
    /// How many of the people who left it to others a case remembers, the latest.
    public static let skipsMax = 100
    /// How many matches a case lists.
    public static let matchesMax = 1000

    /// Its id.
    public let id: ID<Case>
    /// What the check knew about the content that names nobody.
    public let context: CaseContext
    /// When it was opened.
    public let openedAt: Timestamp
    /// Where it is in its life.
    public internal(set) var state: State
    /// Why it was opened, nearest first within each check.
    public internal(set) var matches: [Match]
    /// Higher comes first: 0 to 1000.
    public internal(set) var priority: Int
    /// Who works on it, or did last.
    public internal(set) var assignee: ID<Person>?
    /// Until when it is kept for them; `nil` while nobody works on it.
    public internal(set) var lockedUntil: Timestamp?
    /// Who left it to others, the latest last.
    public internal(set) var skips: [ID<Person>]
    /// The decision in force or the last one.
    public internal(set) var decision: ID<Decision>?
    /// By when the platform has to answer to that decision; `nil` unless it is decided.
    public internal(set) var answerDueAt: Timestamp?
    /// The position of the event that holds the sealed parts `reference`, `link`, `thumbnail`, `account`, `contentKey` and
    /// `accountKey`.
    public let openedAtPosition: Int64

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .state: .text(state.rawValue)
        case .priority: .integer(Int64(priority))
        case .openedAt: .integer(openedAt.microseconds)
        case .assignee: assignee.map { .text($0.description) }
        case .lockedUntil: lockedUntil.map { .integer($0.microseconds) }
        case .waiting: isWaiting ? .integer(1) : nil
        case .language: context.language.flatMap(LanguageTag.primary).map { .text($0) }
        case .kind: context.kind.map { .text($0.rawValue) }
        case .answerDueAt: answerDueAt.map { .integer($0.microseconds) }
        }
    }

    /// A case is found by the signals that matched, by what its content does and by who left it to others; by its content
    /// and account, through its sealed keys.
    public var lookupKeys: Set<LookupKey> {
        Set(matches.map { LookupKey(scope: Self.signalScope, value: $0.signal.description) })
            .union(behaviours.map(Self.behaviourKey))
            .union(skips.map(Self.skipKey))
    }

    /// Under which key the cases of content that does something are found.
    public static func behaviourKey(_ behaviour: Behaviour) -> LookupKey {
        LookupKey(scope: behaviourScope, value: behaviour.rawValue)
    }

    /// Under which key the cases are found that a person left to others.
    public static func skipKey(_ person: ID<Person>) -> LookupKey {
        LookupKey(scope: skipScope, value: person.description)
    }

    /// What its content does, as far as is known, most urgent first.
    public var behaviours: [Behaviour] { Set(matches.flatMap(\.behaviours)).sorted() }

    /// Whether its content can harm whoever looks at it, as far as is known.
    public var isGraphic: Bool { behaviours.contains(where: \.isGraphic) }

    /// Whether it waits for a decision, be it with somebody or not.
    public var isWaiting: Bool { state == .open || state == .assigned }

    /// Whether it is kept for somebody now.
    public func isLocked(at now: Timestamp) -> Bool { lockedUntil.map { now < $0 } ?? false }

    /// Whether it is kept now for somebody who is not this person.
    public func isLocked(at now: Timestamp, against person: ID<Person>) -> Bool {
        assignee != person && isLocked(at: now)
    }
}
