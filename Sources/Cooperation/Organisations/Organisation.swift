/// A member: a platform, an authority, the secretariat, a body of civil society, an oversight body.
public struct Organisation: Aggregate {
    /// What organisations are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// `OrganisationKind`.
        case kind
        /// `Standing`.
        case standing
        /// 1 for the organisation that this node belongs to.
        case ownsNode
        /// The exchange that it is known from; NULL for one registered here.
        case exchange
    }

    /// The word in event types.
    public static let name = "organisation"

    /// Its id.
    public let id: ID<Organisation>
    /// What it is.
    public let kind: OrganisationKind
    /// Where it is in its life.
    public internal(set) var standing: Standing
    /// Since when it is suspended for its share of refused items, by no vote of the members; `nil` while it is not.
    ///
    /// Where a life is in danger its officers are heard, and warned, all the same.
    public internal(set) var suspendedByQualityAt: Timestamp?
    /// Who stands behind it; `nil` while it has declared nothing.
    public internal(set) var interests: Interests?
    /// Whether it declared that it takes requests that are exercises, also where nobody planned them; `nil` while it said
    /// nothing.
    public internal(set) var takesExercises: Bool?
    /// Whether this node belongs to it.
    public let ownsNode: Bool
    /// Whether this node belongs to it and is an exchange.
    public let isExchange: Bool
    /// The position of the event that holds its name as the sealed part `name`.
    public let namedAt: Int64
    /// The position in this node's journal of its latest event that is not of this node's own making.
    public internal(set) var latestPosition: Int64
    /// Where it is known from, when another node registered it.
    public let origin: EventOrigin?

    /// Whether its officers are heard, and warned, where a life is in danger.
    public var isHeardInEmergency: Bool { standing.mayAct || suspendedByQualityAt != nil }

    /// Whether two members are independent: different, both declared, and nothing in common.
    ///
    /// Who declared nothing is independent of nobody.
    public func isIndependent(of other: Organisation) -> Bool {
        guard id != other.id, let interests, let others = other.interests else { return false }
        return interests.areIndependent(of: others)
    }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .kind: .text(kind.rawValue)
        case .standing: .text(standing.rawValue)
        case .ownsNode: .integer(ownsNode ? 1 : 0)
        case .exchange: origin.map { .text($0.exchange.description) }
        }
    }
}
