/// One office of an authority: what it is, under which law, which instruments it may issue, and where it is called back.
///
/// An office that nobody vouched for issues nothing. What it was is kept, so that it can be seen what it was when it asked.
public struct Office: Aggregate {
    /// What offices are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// The authority.
        case authority
        /// Its country.
        case country
        /// `OfficeFunction`.
        case function
        /// 1 while somebody vouches for it.
        case vouched
        /// 1 once it was revoked.
        case revoked
        /// The exchange that it is known from; NULL for one entered here.
        case exchange
        /// `warningRank`; NULL where it is not one that is warned.
        case warningRank
    }

    /// The word in event types.
    public static let name = "office"
    /// The last place in which an office may be warned.
    public static let warningOrderMax = 99

    /// That an office is warned of threats to life.
    public struct Warning: Codable, Hashable, Sendable {
        /// In which place among the offices of its country, from 1.
        public let order: Int
        /// The position of the event that holds the sealed parts `law` and `source`.
        public let position: Int64
    }

    /// That a forged request bore the office's name.
    public struct Misuse: Codable, Hashable, Sendable {
        /// When that was noted.
        public let at: Timestamp
        /// The id of the key that signed it; `nil` where none did.
        public let key: String?
        /// The position of the event that says so in this node's journal: who did something before it did not know.
        public let position: Int64
        /// When somebody vouched for the office anew; `nil` while nobody did.
        public internal(set) var endedAt: Timestamp?
    }

    /// How many instruments an office may hold.
    public static let instrumentsMax = 100

    /// Its id.
    public let id: ID<Office>
    /// Whose office it is.
    public let authority: ID<Organisation>
    /// Its country, as two capital letters (ISO 3166-1).
    public let country: String
    /// What it is within its state.
    public internal(set) var function: OfficeFunction
    /// Its time zone by its IANA name, as `Asia/Jakarta`.
    public internal(set) var zone: String
    /// The codes of the instruments that it may issue, in order.
    public internal(set) var instruments: [String]
    /// Who entered it or changed what is vouched for since the last vouching.
    public internal(set) var enteredBy: [Identifier]
    /// When it was entered.
    public let enteredAt: Timestamp
    /// Every word given for it, in order.
    public internal(set) var vouchings: [Vouching]
    /// That the register says it is warned of threats to life; `nil` where it says nothing.
    public internal(set) var warning: Warning?
    /// That a forged request bore its name, the latest that was noted; also once somebody vouched for it anew.
    public internal(set) var latestMisuse: Misuse?
    /// When it was revoked.
    public internal(set) var revokedAt: Timestamp?
    /// The position of the event that holds the sealed part `reason`.
    public internal(set) var revokedAtPosition: Int64?
    /// The positions of the events that hold the sealed parts as they are now.
    public internal(set) var textPositions: [OfficeText: Int64]
    /// The position in this node's journal of its latest event that is not of this node's own making.
    public internal(set) var latestPosition: Int64
    /// Where it is known from, when another node recorded it.
    public let origin: EventOrigin?

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .authority: .text(authority.description)
        case .country: .text(country)
        case .function: .text(function.rawValue)
        case .vouched: .integer(vouchings.standing == nil ? 0 : 1)
        case .revoked: .integer(revokedAt == nil ? 0 : 1)
        case .exchange: origin.map { .text($0.exchange.description) }
        case .warningRank: warningRank.map { .integer($0) }
        }
    }
}
