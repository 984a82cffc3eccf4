/// A day of the week, in the order of ISO 8601.
///
/// Which of them are worked on is data of a rule: some offices rest on Friday and Saturday.
public enum Weekday: String, Codable, CaseIterable, Sendable {
    /// The first day of an ISO week.
    case monday
    /// The second.
    case tuesday
    /// The third.
    case wednesday
    /// The fourth.
    case thursday
    /// The fifth.
    case friday
    /// The sixth.
    case saturday
    /// The seventh.
    case sunday
}
