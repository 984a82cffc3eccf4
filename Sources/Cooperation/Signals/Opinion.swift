/// What one member thinks of a signal; its latest word counts.
public struct Opinion: Codable, Hashable, Sendable {
    /// What it thinks.
    public enum Category: String, Codable, CaseIterable, Sendable {
        /// It is what it is said to be.
        case positive
        /// Worth looking at, no more.
        case seed
        /// It is not, or should not be here: disputes the signal at once.
        case negative
    }

    /// What it thinks.
    public let category: Category
    /// Who gave it.
    public let person: ID<Person>
    /// Whether a node vouched for the person, by an opaque id.
    public let isVouched: Bool
    /// When.
    public let time: Timestamp
    /// The position of the event that holds the sealed part `reason`.
    public let position: Int64
    /// The dispatch by which the member's node sent it, by which a repeat is known.
    public let dispatch: ID<Dispatch>?
}
