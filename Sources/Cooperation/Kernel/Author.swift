/// Who an event is recorded for: the organisation, and the person, key or node that acted in its name.
public struct Author: Sendable, Hashable {
    /// The organisation that answers for the act.
    public let organisation: ID<Organisation>
    /// The person who acted; else the key; else, for what the node does by itself, the organisation's own id.
    public let actor: Identifier

    /// Makes an author.
    public init(organisation: ID<Organisation>, actor: Identifier) {
        self.organisation = organisation
        self.actor = actor
    }

    /// The node itself, acting by a rule and for no person.
    public static func node(of organisation: ID<Organisation>) -> Author {
        Author(organisation: organisation, actor: organisation.identifier)
    }
}
