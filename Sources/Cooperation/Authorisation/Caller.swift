/// Who calls, as known from the key and from nothing else.
public struct Caller: Sendable, Hashable {
    /// The organisation that the key belongs to.
    public let organisation: Organisation
    /// The key.
    public let key: ID<Key>
    /// What its bearer may do.
    public let role: Role
    /// The person it is bound to, or for whom a node that may do so vouches.
    public let person: ID<Person>?
    /// Whether a member's node calls, which has proved what it says of its own cases and people.
    public let isNode: Bool
    /// Whether the node called is an exchange.
    public let isOnExchange: Bool

    /// Makes a caller.
    public init(
        organisation: Organisation,
        key: ID<Key>,
        role: Role,
        person: ID<Person>?,
        isNode: Bool = false,
        isOnExchange: Bool
    ) {
        self.organisation = organisation
        self.key = key
        self.role = role
        self.person = person
        self.isNode = isNode
        self.isOnExchange = isOnExchange
    }

    /// In whose name events are recorded: the person, else the key.
    public var author: Author {
        Author(organisation: organisation.id, actor: person?.identifier ?? key.identifier)
    }
}
