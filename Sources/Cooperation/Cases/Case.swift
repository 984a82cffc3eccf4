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
        /// The keyed hash of the account; NULL where the check named none.
        case account
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
    /// The scope of the lookup key by which a check finds the open case of the same content.
    public static let contentScope = "content"
    /// The scope of the lookup keys by which the cases of a signal are found.
    public static let signalScope = "signal"
    /// How many matches a case lists.
    public static let matchesMax = 1000

    /// Its id.
    public let id: ID<Case>
    /// The keyed hash of what the content is known by.
    public let contentKey: String
    /// The keyed hash of the account.
    public let accountKey: String?
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
    /// The position of the event that holds the sealed parts `reference`, `link` and `account`.
    public let openedAtPosition: Int64

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .state: .text(state.rawValue)
        case .priority: .integer(Int64(priority))
        case .openedAt: .integer(openedAt.microseconds)
        case .assignee: assignee.map { .text($0.description) }
        case .account: accountKey.map { .text($0) }
        }
    }

    /// Until it is closed a case is found by its content; always by the signals that matched.
    public var lookupKeys: Set<LookupKey> {
        var keys = Set(matches.map { LookupKey(scope: Self.signalScope, value: $0.signal.description) })
        if state != .closed { keys.insert(LookupKey(scope: Self.contentScope, value: contentKey)) }
        return keys
    }
}
