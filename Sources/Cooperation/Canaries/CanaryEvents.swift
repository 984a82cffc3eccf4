/// A target that belongs to nobody was registered.
///
/// Sealed: `canaryKey`, the keyed hash by which a request that names it is found (`SealedKey`).
public struct CanaryRegistered: EventPayload {
    /// What happened.
    public static let type = "canary.registered"
}

/// A real request for data named it.
public struct CanaryNamed: EventPayload {
    /// What happened.
    public static let type = "canary.named"
    /// What people work on for that request.
    public let assessment: ID<Assessment>
}

/// It counts no more.
public struct CanaryRemoved: EventPayload {
    /// What happened.
    public static let type = "canary.removed"
}
