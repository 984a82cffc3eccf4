/// What some members agreed to share, for what use, and how long.
public struct Agreement: Aggregate {
    /// What agreements are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// `State`.
        case state
        /// The exchange that it is known from; NULL for one made here.
        case exchange
    }

    /// Where an agreement is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Written down; fewer than two parties accepted it.
        case proposed
        /// Two parties or more accepted it.
        case inForce
        /// Over.
        case ended
    }

    /// What parties may do with the signals.
    public enum Use: String, Codable, CaseIterable, Sendable {
        /// A match is looked at by a person.
        case review
        /// A platform may also act on a match by itself, where design rule 3 allows it.
        case block
    }

    /// A party's joining.
    public struct Acceptance: Codable, Hashable, Sendable {
        /// The party.
        public let party: ID<Organisation>
        /// The position of the event: what was shared before reaches the party after it.
        public let position: Int64
    }

    /// The word in event types.
    public static let name = "agreement"
    /// The scope of the lookup keys: a party's id.
    public static let partyScope = "party"
    /// How many parties an agreement may have.
    public static let partiesMax = 1000

    /// Its id.
    public let id: ID<Agreement>
    /// Who may join, in order of id.
    public let parties: [ID<Organisation>]
    /// Who joined, in order of id.
    public internal(set) var acceptances: [Acceptance]
    /// What parties may do with the signals.
    public let use: Use
    /// When it ends by itself; `nil` for no such time.
    public let validUntil: Timestamp?
    /// Where it is in its life.
    public internal(set) var state: State
    /// The position of the event that holds the sealed part `title`.
    public let titledAt: Int64
    /// The position in this node's journal of its latest event that is not of this node's own making.
    public internal(set) var latestPosition: Int64
    /// Where it is known from, when another node recorded it.
    public let origin: EventOrigin?

    /// Whether a member shares and receives under it now.
    public func binds(_ organisation: ID<Organisation>, at time: Timestamp) -> Bool {
        isInForce(at: time) && acceptance(by: organisation) != nil
    }

    /// How a party joined; `nil` where it did not, or left.
    public func acceptance(by party: ID<Organisation>) -> Acceptance? {
        acceptances.first { $0.party == party }
    }

    /// Whether it is in force at a time.
    public func isInForce(at time: Timestamp) -> Bool {
        state == .inForce && validUntil.map { time < $0 } ?? true
    }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .state: .text(state.rawValue)
        case .exchange: origin.map { .text($0.exchange.description) }
        }
    }

    /// An agreement is found by its parties.
    public var lookupKeys: Set<LookupKey> {
        Set(parties.map { LookupKey(scope: Self.partyScope, value: $0.description) })
    }
}
