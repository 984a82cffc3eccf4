/// A stay of one person in the console, from logging in to its end.
public struct Session: Aggregate {
    /// What sessions are selected by.
    public enum Facet: String, AggregateFacet {
        /// The person.
        case person
        /// 1 once it has ended.
        case ended
    }

    /// How the person proved who they are.
    public enum Method: String, Codable, CaseIterable, Sendable {
        /// With a password and a one-time code or a recovery code.
        case password
        /// With a passkey, which can't be given away on a page that only looks like this one.
        case passkey
    }

    /// The word in event types.
    public static let name = "session"
    /// The scope of the lookup key: the SHA-256 of the secret in the cookie.
    public static let tokenScope = "session"
    /// How long a stay lasts at most.
    public static let timeMax = Seconds(12 * 3600)
    /// How many open ones a person may have; the oldest makes room for another.
    public static let openMax = 20

    /// Its id.
    public let id: ID<Session>
    /// Whose it is.
    public let person: ID<Person>
    /// The organisation for which the person acts.
    public let organisation: ID<Organisation>
    /// The SHA-256 of the secret in the cookie, in lowercase hexadecimal.
    public let tokenHash: String
    /// How the person proved who they are.
    public let method: Method
    /// When it began.
    public let openedAt: Timestamp
    /// When it ends by itself.
    public let expiresAt: Timestamp
    /// Whether it was ended before.
    public internal(set) var hasEnded: Bool

    /// Whether it still lets the person in.
    public func isOpen(at now: Timestamp) -> Bool { !hasEnded && now < expiresAt }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .person: .text(person.description)
        case .ended: .integer(hasEnded ? 1 : 0)
        }
    }

    /// One that has not ended is found by the hash of its secret.
    public var lookupKeys: Set<LookupKey> {
        hasEnded ? [] : [LookupKey(scope: Self.tokenScope, value: tokenHash)]
    }
}
