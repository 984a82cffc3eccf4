/// The facts of one type of event.
///
/// Its stored properties, as JSON, are the event's facts: ids, enums, numbers and times, never a name or free text,
/// which belong into sealed parts.
public protocol EventPayload: Codable, Hashable, Sendable {
    /// What happened, as `signal.proposed`: the aggregate, a dot, a word in the past tense.
    static var type: String { get }
    /// The version of this shape. A shape that landed never changes; a new one gets the next number.
    static var version: Int { get }
    /// Whether `isExercise` is one of its own facts; else it is a mark that the journal sets.
    static var tellsExercise: Bool { get }
}

extension EventPayload {
    /// The first version.
    public static var version: Int { 1 }
    /// Most facts say nothing of it.
    public static var tellsExercise: Bool { false }
}
