/// Which data a request may ask for.
public enum DataCategory: String, Codable, CaseIterable, Sendable, Comparable {
    /// Who the account's holder is.
    case subscriber
    /// When, from where and with whom there was traffic.
    case traffic
    /// What was said or shown.
    case content

    /// Orders by name.
    public static func < (left: DataCategory, right: DataCategory) -> Bool { left.rawValue < right.rawValue }
}
