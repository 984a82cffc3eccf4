/// A person who acts for one office of an authority, with the keys by which requests are signed and answers encrypted.
///
/// An officer or a key that nobody vouched for issues nothing. What was is kept and can be read.
public struct Officer: Aggregate {
    /// What officers are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// The authority.
        case authority
        /// The office.
        case office
        /// The person.
        case person
        /// 1 once the officer left.
        case left
        /// The exchange that the officer is known from; NULL for one entered here.
        case exchange
    }

    /// The word in event types.
    public static let name = "officer"
    /// The scope of the lookup key: the id of one of the keys, revoked ones too.
    public static let keyScope = "officerKey"
    /// How many keys an officer has in a life, revoked ones too.
    public static let keysMax = 100

    /// The id.
    public let id: ID<Officer>
    /// The person.
    public let person: ID<Person>
    /// The office that the person acts for.
    public let office: ID<Office>
    /// The authority.
    public let authority: ID<Organisation>
    /// What the officer may do with a request.
    public internal(set) var rank: OfficerRank
    /// Who entered the officer or changed the rank.
    public internal(set) var enteredBy: [Identifier]
    /// When the officer was entered.
    public let enteredAt: Timestamp
    /// The position of the event that holds the sealed parts `name`, `post` and `contact`.
    public let enteredAtPosition: Int64
    /// Every word given for the officer, in order.
    public internal(set) var vouchings: [Vouching]
    /// The keys in the order in which they were added, revoked ones too.
    public internal(set) var keys: [OfficerKey]
    /// When the officer left.
    public internal(set) var leftAt: Timestamp?
    /// The position in this node's journal of the latest event that is not of this node's own making.
    public internal(set) var latestPosition: Int64
    /// Where the officer is known from, when another node recorded it.
    public let origin: EventOrigin?

    /// The key with an id.
    public func key(_ id: String) -> OfficerKey? { keys.first { $0.id == id } }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .authority: .text(authority.description)
        case .office: .text(office.description)
        case .person: .text(person.description)
        case .left: .integer(leftAt == nil ? 0 : 1)
        case .exchange: origin.map { .text($0.exchange.description) }
        }
    }

    /// An officer is found by every key, so that what a revoked one signed can still be told.
    public var lookupKeys: Set<LookupKey> {
        Set(keys.map { LookupKey(scope: Self.keyScope, value: $0.id) })
    }
}
