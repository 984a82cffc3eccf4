/// On what a decision rests.
public enum Ground: String, Codable, CaseIterable, Sendable {
    /// A law of the countries in which it has effect.
    case law
    /// The platform's own published terms.
    case terms
}

/// What is done to the content or the account.
public enum Measure: String, Codable, CaseIterable, Sendable {
    /// Nothing.
    case noAction
    /// A label is shown with it.
    case label
    /// It is recommended less.
    case demote
    /// It can't be reached in the territory.
    case restrict
    /// It is removed.
    case remove
    /// The account is suspended.
    case suspendAccount
    /// The account is closed for good.
    case closeAccount

    /// Whether it takes something from someone.
    public var isRestrictive: Bool { self != .noAction && self != .label }
}

/// What the person who looked found.
public enum Finding: String, Codable, CaseIterable, Sendable {
    /// It is what the signal says.
    case confirmed
    /// It is the same content in a context that is exempt.
    case exempt
    /// It is the same content, and not terrorist content.
    case notTerrorist
    /// It is other content: the fingerprint is near by chance.
    case differentContent
}

/// Which exemption was found to apply.
public enum Exemption: String, Codable, CaseIterable, Sendable {
    /// None.
    case none
    /// Education.
    case education
    /// Journalism.
    case journalism
    /// Art.
    case art
    /// Research.
    case research
    /// Speech against it.
    case counterSpeech
}
