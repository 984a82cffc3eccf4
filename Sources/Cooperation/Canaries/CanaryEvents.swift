/// A target that belongs to nobody was registered.
///
/// Sealed: `canaryKey`, the keyed hash by which a request that names it is found (`SealedKey`).
public struct CanaryRegistered: EventPayload {
    /// What happened.
    public static let type = "canary.registered"
}

/// A real request for data named it; older programs recorded it so, and now the opening of the assessment says it.
public struct CanaryNamed: EventPayload {
    /// What happened.
    public static let type = "canary.named"
    /// What people work on for that request.
    public let assessment: ID<Assessment>

    /// Makes the facts.
    public init(assessment: ID<Assessment>) {
        self.assessment = assessment
    }
}

/// It counts no more.
public struct CanaryRemoved: EventPayload {
    /// What happened.
    public static let type = "canary.removed"
}
