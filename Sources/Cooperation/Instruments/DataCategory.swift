/// Which data a request may ask for, by how deep they reach into a life.
public enum DataCategory: String, Codable, CaseIterable, Sendable, Comparable {
    /// Who the account's holder is.
    case subscriber
    /// When, from where and with whom there was traffic.
    case traffic
    /// What was said or shown.
    case content

    /// What reaches less deep comes first.
    public static func < (left: DataCategory, right: DataCategory) -> Bool { left.depth < right.depth }

    private var depth: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
