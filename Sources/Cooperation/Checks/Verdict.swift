/// The answer of a check.
///
/// Orders by weight: `clear` is the lightest.
public enum Verdict: String, Codable, CaseIterable, Sendable, Comparable {
    /// Nothing known is near.
    case clear
    /// A person has to look.
    case review
    /// The platform may act by itself.
    case act

    /// Orders by weight.
    public static func < (left: Verdict, right: Verdict) -> Bool { left.weight < right.weight }

    private var weight: Int {
        switch self {
        case .clear: 0
        case .review: 1
        case .act: 2
        }
    }
}
