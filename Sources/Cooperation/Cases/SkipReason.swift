/// Why a person leaves a case to others.
public enum SkipReason: String, Codable, CaseIterable, Sendable {
    /// Its language is none of theirs.
    case language
    /// They know somebody who is concerned, or are concerned themselves.
    case conflictOfInterest
    /// It would harm them now; nobody asks further.
    case wellbeing
    /// They can't tell what it is.
    case unclear
    /// Something else.
    case other
}
