/// A member was registered.
///
/// Sealed: `name`.
public struct OrganisationRegistered: EventPayload {
    /// What happened.
    public static let type = "organisation.registered"
    /// What it is.
    public let kind: OrganisationKind
    /// Its first standing.
    public let standing: Standing
    /// What it declared on registration.
    public let interests: Interests?
    /// Whether the node that recorded this belongs to it.
    public let ownsNode: Bool
    /// Whether that node is an exchange; only where it belongs to it.
    public let isExchange: Bool
}

/// A member declared who stands behind it.
public struct OrganisationInterestsDeclared: EventPayload {
    /// What happened.
    public static let type = "organisation.interestsDeclared"
    /// The whole declaration.
    public let interests: Interests
}

/// A member declared whether it takes requests that are exercises, also where nobody planned them.
public struct OrganisationExercisesDeclared: EventPayload {
    /// What happened.
    public static let type = "organisation.exercisesDeclared"
    /// Whether it does from now on.
    public let takesExercises: Bool
}

/// The members changed a member's standing.
///
/// Sealed: `reason`.
public struct OrganisationStandingChanged: EventPayload {
    /// What happened.
    public static let type = "organisation.standingChanged"
    /// The standing from now on.
    public let standing: Standing
    /// Whether a threshold of the share of refused items led to it, and nobody's vote; absent where it did not.
    public let isByQuality: Bool?

    /// Makes the facts.
    public init(standing: Standing, isByQuality: Bool = false) {
        self.standing = standing
        self.isByQuality = isByQuality ? true : nil
    }
}
