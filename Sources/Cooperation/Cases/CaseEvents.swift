/// A match opened a case.
///
/// Sealed: `reference`, `link`, `thumbnail`, `account`, and the keyed hashes `contentKey` and `accountKey` (`SealedKey`), by
/// which cases of the same content or account are found until they are erased.
public struct CaseOpened: EventPayload {
    /// What happened.
    public static let type = "case.opened"
    /// What the check knew about the content that names nobody.
    public let context: CaseContext
    /// Why it was opened.
    public let matches: [Match]
    /// Its priority.
    public let priority: Int
}

/// Further signals matched the content of an open case.
public struct CaseMatched: EventPayload {
    /// What happened.
    public static let type = "case.matched"
    /// The new matches only.
    public let matches: [Match]
    /// Its priority from now on.
    public let priority: Int
}

/// A person took the case, or keeps it for longer.
public struct CaseAssigned: EventPayload {
    /// What happened.
    public static let type = "case.assigned"
    /// Who works on it.
    public let assignee: ID<Person>
    /// Until when it is kept for them.
    public let until: Timestamp
}

/// A person left the case to others.
///
/// Sealed: `note`.
public struct CaseSkipped: EventPayload {
    /// What happened.
    public static let type = "case.skipped"
    /// Who.
    public let person: ID<Person>
    /// Why.
    public let reason: SkipReason
}

/// The person gave the case back.
public struct CaseReleased: EventPayload {
    /// What happened.
    public static let type = "case.released"
}

/// The case was decided.
public struct CaseDecided: EventPayload {
    /// What happened.
    public static let type = "case.decided"
    /// The decision.
    public let decision: ID<Decision>
    /// By when the platform has to answer; absent where nothing is awaited, and in what older programs recorded.
    public let answerDueAt: Timestamp?
}

/// The decision was carried out or undone, or nothing had to be done; the case is done with.
public struct CaseClosed: EventPayload {
    /// What happened.
    public static let type = "case.closed"
}

/// The case came back to the queue.
public struct CaseReturned: EventPayload {
    /// Why a case comes back.
    public enum Cause: String, Codable, CaseIterable, Sendable {
        /// The platform could not carry the decision out.
        case failed
        /// The platform did not answer in time.
        case unanswered
        /// The platform could not undo what the decision did.
        case restorationFailed
        /// The platform did not answer in time that it undid what the decision did.
        case restorationUnanswered
        /// An account was to be closed, and its suspension ended before a second person spoke.
        case closureUnjudged
    }

    /// What happened.
    public static let type = "case.returned"
    /// Why.
    public let cause: Cause
}

/// The personal data of the case and of its decisions were erased.
public struct CaseErased: EventPayload {
    /// What happened.
    public static let type = "case.erased"
}
