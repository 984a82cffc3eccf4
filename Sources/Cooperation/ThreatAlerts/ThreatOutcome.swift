/// What became of a threat, as the authority reports it back.
public enum ThreatOutcome: String, Codable, CaseIterable, Sendable {
    /// Somebody was in danger and is safe.
    case lifeProtected
    /// Nobody was in danger.
    case noDanger
    /// The harm was done before anybody could prevent it.
    case tooLate
    /// Nobody was found to whom it could apply.
    case notFound
    /// It is for another authority, which this one told.
    case notCompetent
}
