/// A human being who acts for an organisation.
///
/// The name is a sealed part and can be erased; the id stays.
public struct Person: Aggregate {
    /// What people are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// The organisation.
        case organisation
        /// `State`.
        case state
    }

    /// Where a person is in their life here.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Works here.
        case active
        /// Left; acts no more, but the acts stay.
        case left
        /// Left, and name and notes are erased.
        case erased
    }

    /// The word in event types.
    public static let name = "person"
    /// How many languages a person may have.
    public static let languagesMax = 30
    /// The scope of the lookup key: the officer in an exchange's register whom the person is.
    public static let officerScope = "personOfficer"

    /// The id.
    public let id: ID<Person>
    /// For whom the person acts.
    public let organisation: ID<Organisation>
    /// What the person may do, in order of name.
    public internal(set) var roles: [Role]
    /// What the person reads, as primary tags of BCP 47, in order; `nil` where nobody said, so that any language may come.
    public internal(set) var languages: [String]?
    /// Where the person is in their life here.
    public internal(set) var state: State
    /// The position of the event that holds the sealed part `name`.
    public let namedAt: Int64
    /// The position of the event that holds the sealed part `email`, by which the person is reached; `nil` where they are
    /// not.
    public internal(set) var addressedAt: Int64?
    /// The officer whom the person is in the register of an exchange that this node follows; `nil` for none.
    ///
    /// Who is an officer is said there and proved by their keys; here is only said whom of the people that is.
    public internal(set) var officer: ID<Officer>?

    /// An officer of an exchange's register is found among the people here.
    public var lookupKeys: Set<LookupKey> { Set([officer.map(Self.officerKey)].compactMap(\.self)) }

    /// Under which key the person is found who is an officer.
    public static func officerKey(_ officer: ID<Officer>) -> LookupKey {
        LookupKey(scope: officerScope, value: officer.description)
    }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .organisation: .text(organisation.description)
        case .state: .text(state.rawValue)
        }
    }
}
