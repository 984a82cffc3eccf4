/// What a request lacks of the form that its law asks for.
public enum FormDefect: String, Codable, CaseIterable, Sendable {
    /// Some items have no reason of their own, or all have the same.
    case reasons
    /// The law is not quoted, or not one that the office may use.
    case legalBasis
    /// A judge's or prosecutor's word is missing.
    case authorisation
    /// It can't be seen what is meant.
    case identification
    /// A manifest error.
    case manifestError
    /// It does not say how the person concerned or the platform can object.
    case redress
    /// It is not in a language that was agreed on.
    case language

    /// Whether it is about some of the items, so that the others can be answered in spite of it.
    public var concernsItems: Bool { self == .reasons || self == .identification || self == .manifestError }
}
