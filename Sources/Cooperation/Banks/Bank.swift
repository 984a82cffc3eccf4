/// A named set of signals under one agreement, or one that an organisation keeps for itself.
public struct Bank: Aggregate {
    /// What banks are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// The organisation that opened it.
        case owner
        /// Its agreement; NULL for one that the owner keeps for itself.
        case agreement
        /// 1 once it was closed.
        case closed
        /// The exchange that it is known from; NULL for one opened here.
        case exchange
    }

    /// The word in event types.
    public static let name = "bank"

    /// Its id.
    public let id: ID<Bank>
    /// Who opened it.
    public let owner: ID<Organisation>
    /// Under which agreement it is shared; `nil` for one that the owner keeps for itself.
    public let agreement: ID<Agreement>?
    /// How far a fingerprint may be from a signal's to match, and to act by itself, and for which share of content.
    public internal(set) var settings: BankSettings
    /// Whether a named body outside verified the list that it holds.
    ///
    /// Such signals queue for review only, until members verified them through matches of their own.
    public let isExternalList: Bool
    /// Whether this node's platform switched on acting by itself for this bank.
    public internal(set) var isEnforced: Bool
    /// Whether it was closed; its signals match no more.
    public internal(set) var isClosed: Bool
    /// The position of the event that holds the sealed parts `name` and, for an external list, `verifier`, `criteria`
    /// and `contact`.
    public let namedAt: Int64
    /// The position in this node's journal of its latest event that is not of this node's own making.
    public internal(set) var latestPosition: Int64
    /// Where it is known from, when another node recorded it.
    public let origin: EventOrigin?

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .owner: .text(owner.description)
        case .agreement: agreement.map { .text($0.description) }
        case .closed: .integer(isClosed ? 1 : 0)
        case .exchange: origin.map { .text($0.exchange.description) }
        }
    }
}
