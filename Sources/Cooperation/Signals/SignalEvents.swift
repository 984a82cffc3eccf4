import Fingerprints

/// A signal was proposed.
///
/// Sealed: `rationale`, `exemptionAssessment`, `source`, `link`.
public struct SignalProposed: EventPayload {
    /// What happened.
    public static let type = "signal.proposed"
    /// Its bank.
    public let bank: ID<Bank>
    /// Its bank's agreement.
    public let agreement: ID<Agreement>?
    /// The person who proposed it.
    public let person: ID<Person>
    /// `true` where a node vouched for the person by an opaque id; absent for a person whom this node knows.
    public let vouched: Bool?
    /// What kind of content it is.
    public let kind: ContentKind
    /// What it does, most urgent first.
    public let behaviours: [Behaviour]
    /// What the proposer looked at.
    public let provenance: Provenance
    /// How it is recognised.
    public let fingerprints: [Fingerprint]
    /// When it expires.
    public let expiresAt: Timestamp
    /// Until when the link can be handed out.
    public let viewableUntil: Timestamp?
}

/// A second member gave its word.
///
/// Sealed: `lookedAt`.
public struct SignalVerified: EventPayload {
    /// What happened.
    public static let type = "signal.verified"
    /// Who looked.
    public let person: ID<Person>
    /// `true` where a node vouched for the person by an opaque id; absent for a person whom this node knows.
    public let vouched: Bool?
    /// On what the word rests.
    public let basis: Verification.Basis
    /// The dispatch by which the member's node sent the word.
    public let dispatch: ID<Dispatch>?
}

/// A member gave its opinion.
///
/// Sealed: `reason`.
public struct SignalOpinionGiven: EventPayload {
    /// What happened.
    public static let type = "signal.opinionGiven"
    /// What it thinks.
    public let category: Opinion.Category
    /// Who gave it.
    public let person: ID<Person>
    /// `true` where a node vouched for the person by an opaque id; absent for a person whom this node knows.
    public let vouched: Bool?
    /// The dispatch by which the member's node sent the opinion.
    public let dispatch: ID<Dispatch>?
}

/// A negative opinion beyond the member's budget waits for a second person, and disputes nothing until then.
///
/// Sealed: `reason`.
public struct SignalOpinionHeld: EventPayload {
    /// What happened.
    public static let type = "signal.opinionHeld"
    /// Who gave it.
    public let person: ID<Person>
    /// `true` where a node vouched for the person by an opaque id; absent for a person whom this node knows.
    public let vouched: Bool?
    /// The dispatch by which the member's node sent the opinion.
    public let dispatch: ID<Dispatch>?
}

/// A second person of the member confirmed the opinion that waited; it takes effect.
public struct SignalOpinionConfirmed: EventPayload {
    /// What happened.
    public static let type = "signal.opinionConfirmed"
    /// Who confirmed it.
    public let person: ID<Person>
    /// `true` where a node vouched for the person by an opaque id; absent for a person whom this node knows.
    public let vouched: Bool?
}

/// One person was handed the proposer's link to the content.
public struct SignalViewed: EventPayload {
    /// What happened.
    public static let type = "signal.viewed"
    /// Who was handed it.
    public let person: ID<Person>
}

/// The proposer took its signal back.
///
/// Sealed: `reason`.
public struct SignalWithdrawn: EventPayload {
    /// What happened.
    public static let type = "signal.withdrawn"
}

/// The signal's time is over.
public struct SignalExpired: EventPayload {
    /// What happened.
    public static let type = "signal.expired"
}
