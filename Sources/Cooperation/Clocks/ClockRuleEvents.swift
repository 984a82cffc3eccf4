/// A row of the clock registry was written down.
///
/// Sealed: `summary`, `source`.
public struct ClockRuleProposed: EventPayload {
    /// What happened.
    public static let type = "clockRule.proposed"
    /// By what it is known.
    public let code: ClockCode
    /// What it says of its clocks.
    public let terms: ClockTerms
    /// As of which day the source was read.
    public let sourceDate: CivilDate
    /// Whether somebody gave it of whom the event names nobody, as from a file on the node's own machine; absent where a person
    /// is named, and for what the program begins with.
    public let isGiven: Bool?
}

/// A rule came into force.
public struct ClockRuleAdopted: EventPayload {
    /// What happened.
    public static let type = "clockRule.adopted"
}

/// A local lawyer confirmed what a rule says.
///
/// Sealed: `confirmedBy`.
public struct ClockRuleConfirmed: EventPayload {
    /// What happened.
    public static let type = "clockRule.confirmed"
    /// When.
    public let confirmedOn: CivilDate
}

/// A rule went out of force; the clocks that run by it run on.
public struct ClockRuleRetired: EventPayload {
    /// What happened.
    public static let type = "clockRule.retired"
}

/// Another rule took a rule's place and its code.
public struct ClockRuleReplaced: EventPayload {
    /// What happened.
    public static let type = "clockRule.replaced"
    /// By which.
    public let by: ID<ClockRule>
}
