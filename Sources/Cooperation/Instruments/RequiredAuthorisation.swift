/// Whose authorisation has to be recorded with a request.
public enum RequiredAuthorisation: String, Codable, CaseIterable, Sendable {
    /// Nobody's.
    case none
    /// A prosecutor's.
    case prosecutor
    /// A judge's or a court's.
    case judge
    /// A minister's.
    case minister

    /// Whether intelligence may act on it.
    public var sufficesForIntelligence: Bool { self == .judge || self == .minister }
}
