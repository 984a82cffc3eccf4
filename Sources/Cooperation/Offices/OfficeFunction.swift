/// What an office is within its state.
public enum OfficeFunction: String, Codable, CaseIterable, Sendable, Comparable {
    /// Refers content to platforms.
    case referralUnit
    /// Investigates.
    case police
    /// Prosecutes or judges.
    case prosecutorOrCourt
    /// Regulates services.
    case regulator
    /// Gathers intelligence: it refers nothing, has no emergencies, and needs a judge's or a minister's authorisation.
    case intelligence

    /// Orders by name.
    public static func < (left: OfficeFunction, right: OfficeFunction) -> Bool { left.rawValue < right.rawValue }
}
