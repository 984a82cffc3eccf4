/// Whose speech needs a second look whoever asks.
public enum ProtectedRole: String, Codable, CaseIterable, Sendable, Comparable {
    /// Reports for the public.
    case journalist
    /// Stands up for somebody before the law.
    case lawyer
    /// Stands up for the rights of others.
    case humanRightsDefender
    /// Is in opposition to a government.
    case opposition
    /// Belongs to a minority.
    case minority
    /// Teaches or does research.
    case academic
    /// Shows what was done to them or what they saw.
    case witness

    /// Orders as listed.
    public static func < (left: ProtectedRole, right: ProtectedRole) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
