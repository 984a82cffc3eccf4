/// A secret by which programs and people identify themselves: 256 random bits, of which only the SHA-256 is kept.
public struct Key: Aggregate {
    /// What keys are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// The organisation.
        case organisation
        /// The person it is bound to; NULL for none.
        case person
        /// 1 once it was revoked.
        case revoked
    }

    /// The word in event types.
    public static let name = "key"
    /// The scope of the lookup key: the SHA-256 of the secret, in lowercase hexadecimal.
    public static let hashScope = "sha256"

    /// Its id.
    public let id: ID<Key>
    /// To whom it belongs.
    public let organisation: ID<Organisation>
    /// What its bearer may do.
    public let role: Role
    /// Who bears it; deciding, verifying and voting need a key that is bound to a person.
    public let person: ID<Person>?
    /// Whether a node bears it, which vouches with an opaque id for the person who acted there.
    public let vouches: Bool
    /// The SHA-256 of the secret, in lowercase hexadecimal.
    public let secretHash: String
    /// From when on it no longer works; `nil` for no end.
    public let expiresAt: Timestamp?
    /// Whether it was revoked.
    public internal(set) var isRevoked: Bool

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .organisation: .text(organisation.description)
        case .person: person.map { .text($0.description) }
        case .revoked: .integer(isRevoked ? 1 : 0)
        }
    }

    /// A key that works is found by the hash of its secret.
    public var lookupKeys: Set<LookupKey> {
        isRevoked ? [] : [LookupKey(scope: Self.hashScope, value: secretHash)]
    }
}
