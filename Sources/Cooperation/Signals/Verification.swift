/// A second member's word that it looked.
public struct Verification: Codable, Hashable, Sendable {
    /// On what the word rests.
    public enum Basis: String, Codable, CaseIterable, Sendable {
        /// A match in a case of its own, decided as true.
        case ownMatch
        /// The content itself, opened through the proposer's link.
        case shownBy
    }

    /// Whose word it is.
    public let organisation: ID<Organisation>
    /// Who looked: an id that this node knows, or an opaque one that a node vouches for.
    public let person: ID<Person>
    /// Whether a node vouched for the person, by an opaque id.
    public let isVouched: Bool
    /// On what it rests.
    public let basis: Basis
    /// When it was given.
    public let time: Timestamp
    /// The position of the event that holds the sealed part `lookedAt`.
    public let position: Int64
    /// The dispatch by which the member's node sent it, by which a repeat is known.
    public let dispatch: ID<Dispatch>?
}
