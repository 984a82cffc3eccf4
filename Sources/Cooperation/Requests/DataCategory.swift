/// What kind of data about an account an authority asks for, by how deep they reach into a life.
public enum DataCategory: String, Codable, CaseIterable, Sendable, Comparable {
    /// Who the subscriber is.
    case subscriber
    /// From where and when the account was used, and with whom it was in touch.
    case traffic
    /// What was said.
    case content

    /// The less intrusive come first.
    public static func < (left: DataCategory, right: DataCategory) -> Bool { left.depth < right.depth }

    private var depth: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
