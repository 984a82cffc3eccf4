/// What can be read of a threat alert on its way without opening it.
public struct ThreatEnvelope: Codable, Hashable, Sendable {
    /// Which office it is for.
    public let office: ID<Office>
    /// How grave it is.
    public let level: ThreatLevel
    /// When it was seen.
    public let seenAt: Timestamp
    /// When it was flagged.
    public let flaggedAt: Timestamp
    /// Until when somebody of the authority should have it.
    public let dueAt: Timestamp
    /// Whether it is an exercise.
    public let isExercise: Bool
    /// Whether the text is encrypted to the authority's key.
    public let isSealed: Bool
    /// The SHA-256 of the text, in lowercase hexadecimal.
    public let sha256: String

    /// Makes an envelope.
    public init(
        office: ID<Office>,
        level: ThreatLevel,
        seenAt: Timestamp,
        flaggedAt: Timestamp,
        dueAt: Timestamp,
        isExercise: Bool,
        isSealed: Bool,
        sha256: String
    ) {
        self.office = office
        self.level = level
        self.seenAt = seenAt
        self.flaggedAt = flaggedAt
        self.dueAt = dueAt
        self.isExercise = isExercise
        self.isSealed = isSealed
        self.sha256 = sha256
    }
}
