/// Why nothing may be disclosed that identifies somebody, unless counsel and the independent adviser agree (design rule 15).
public enum Danger: String, Codable, CaseIterable, Sendable, Comparable {
    /// The offence can carry death.
    case death
    /// Torture or persecution is a real risk.
    case torture
    /// The person appears to be outside the country that asks.
    case exile

    /// Orders as listed.
    public static func < (left: Danger, right: Danger) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
