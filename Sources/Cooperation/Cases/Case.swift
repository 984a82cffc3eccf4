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
    /// How many cases of the same content are looked at, newest first, for one that is not closed.
    public static let sameContentMax = 32
    /// How many cases of the same content are looked at, newest first, for a person's word against acting on it.
    public static let sameContentJudgedMax = 1000
    /// How many cases of the same account are named.
    public static let sameAccountMax = 100
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
    /// Who works on it.
    public internal(set) var assignee: ID<Person>?
    /// The decision in force or the last one.
    public internal(set) var decision: ID<Decision>?
    /// The position of the event that holds the sealed parts `reference`, `link`, `account`, `contentKey` and `accountKey`.
    public let openedAtPosition: Int64

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .state: .text(state.rawValue)
        case .priority: .integer(Int64(priority))
        case .openedAt: .integer(openedAt.microseconds)
        case .assignee: assignee.map { .text($0.description) }
        }
    }

    /// A case is found by the signals that matched; by its content and account, through its sealed keys.
    public var lookupKeys: Set<LookupKey> {
        Set(matches.map { LookupKey(scope: Self.signalScope, value: $0.signal.description) })
    }
}
