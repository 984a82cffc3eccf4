/// A decision was made.
///
/// Sealed: `reasons`, `exemptionAssessment`, `groundReference`.
public struct DecisionMade: EventPayload {
    /// What happened.
    public static let type = "decision.made"
    /// Its case.
    public let subject: ID<Case>
    /// Who made it; absent for an automatic one.
    public let person: ID<Person>?
    /// Whether it was made by rule 3 and not by a person.
    public let automatic: Bool
    /// The signal whose exemption assessment an automatic decision cites.
    public let signal: ID<Signal>?
    /// What was found.
    public let finding: Finding
    /// On what it rests.
    public let ground: Ground
    /// What is done.
    public let measure: Measure
    /// Where it has effect.
    public let territory: Territory
    /// Which exemption applies.
    public let exemption: Exemption
    /// What was proposed where it takes a second person, and is not done yet.
    public let proposedMeasure: Measure?
    /// When it ends by itself.
    public let endsAt: Timestamp?
    /// By when the platform has to answer; absent where nothing is to be done.
    public let answerDueAt: Timestamp?
}

/// A second person agreed that the account is closed for good.
///
/// Sealed: `reasons`.
public struct DecisionClosureConfirmed: EventPayload {
    /// What happened.
    public static let type = "decision.closureConfirmed"
    /// Who agreed.
    public let person: ID<Person>
    /// What is done from now on.
    public let measure: Measure
    /// By when the platform has to answer.
    public let answerDueAt: Timestamp
}

/// A second person did not agree that the account is closed for good; it stays suspended until the decision ends.
///
/// Sealed: `reasons`.
public struct DecisionClosureDeclined: EventPayload {
    /// What happened.
    public static let type = "decision.closureDeclined"
    /// Who did not agree.
    public let person: ID<Person>
}

/// Nobody has said yet, as a second person, whether the account is closed for good, and the suspension ends soon.
public struct DecisionClosureUnjudged: EventPayload {
    /// What happened.
    public static let type = "decision.closureUnjudged"
}

/// The platform carried it out.
public struct DecisionCarriedOut: EventPayload {
    /// What happened.
    public static let type = "decision.carriedOut"
    /// When, as the platform says.
    public let at: Timestamp
}

/// The platform could not carry it out, or could not undo what it had done.
///
/// Sealed: `reason`.
public struct DecisionFailed: EventPayload {
    /// What happened.
    public static let type = "decision.failed"
}

/// The platform did not answer in time that it carried it out, or that it undid what it had done.
public struct DecisionUnanswered: EventPayload {
    /// What happened.
    public static let type = "decision.unanswered"
}

/// It was undone.
///
/// Sealed: `reasons`.
public struct DecisionReversed: EventPayload {
    /// What happened.
    public static let type = "decision.reversed"
    /// Who undid it.
    public let person: ID<Person>
    /// By when the platform has to answer that it undid what it had done; absent where there is nothing to undo.
    public let answerDueAt: Timestamp?
}

/// The platform undid what it had done.
public struct DecisionRestored: EventPayload {
    /// What happened.
    public static let type = "decision.restored"
    /// When, as the platform says.
    public let at: Timestamp
}

/// Its time was over.
public struct DecisionEnded: EventPayload {
    /// What happened.
    public static let type = "decision.ended"
    /// By when the platform has to answer that it undid what it had done; absent where there is nothing to undo.
    public let answerDueAt: Timestamp?
}
