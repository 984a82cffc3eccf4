/// What was decided on a case, on which ground, with which exemption assessment, for which territory.
public struct Decision: Aggregate {
    /// What decisions are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// Its case.
        case subject
        /// `State`.
        case state
        /// When it was made, in microseconds.
        case madeAt
        /// By when the platform has to answer, in microseconds; NULL once nothing is awaited.
        case answerDueAt
        /// When it ends by itself, in microseconds; NULL where it does not, or did.
        case endsAt
        /// By when a second person has to say that the account is closed, in microseconds; NULL where nobody is asked.
        case closureDueAt
    }

    /// Where a decision is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Made; the platform has not answered.
        case made
        /// Carried out.
        case carriedOut
        /// The platform could not carry it out.
        case failed
        /// The platform did not answer in time.
        case unanswered
        /// Undone by an act of its own; the platform has not answered.
        case reversed
        /// What it did was undone.
        case restored
        /// Its time was over; the platform has not answered that what it did is undone.
        case ended
        /// The platform could not undo what it did.
        case restorationFailed
        /// The platform did not answer in time that what it did is undone.
        case restorationUnanswered
    }

    /// What a second person said of the closing of an account.
    public enum Closure: String, Codable, CaseIterable, Sendable {
        /// One person proposed it; until a second one speaks, the account is suspended.
        case proposed
        /// A second person agreed: the account is closed for good.
        case confirmed
        /// A second person did not: it stays suspended until the decision ends.
        case declined
    }

    /// The word in event types.
    public static let name = "decision"
    /// How long the platform has to answer that it carried a decision out, where the node is told nothing else.
    public static let answerTimeDefault = Seconds.hours(1)

    /// How long an account is suspended at most while a second person is asked whether to close it.
    public static let closureTime = Seconds.hours(72)
    /// How long before its end people are reached where no second person has spoken.
    public static let closureReminderTime = Seconds.hours(24)
    /// How long an account is suspended at most by one person.
    public static let suspensionTimeMax = Seconds.days(30)

    /// Its id.
    public let id: ID<Decision>
    /// Its case.
    public let subject: ID<Case>
    /// Whose decision it is.
    public let organisation: ID<Organisation>
    /// Who made it; `nil` for an automatic one.
    public let decidedBy: ID<Person>?
    /// Whether it was made by rule 3 and not by a person.
    public let isAutomatic: Bool
    /// What was found.
    public let finding: Finding
    /// On what it rests.
    public let ground: Ground
    /// What is done.
    public internal(set) var measure: Measure
    /// Where it has effect.
    public let territory: Territory
    /// Which exemption applies.
    public let exemption: Exemption
    /// When it was made.
    public let madeAt: Timestamp
    /// When it ends by itself.
    public internal(set) var endsAt: Timestamp?
    /// What a second person said of closing the account; `nil` where nobody proposed that.
    public internal(set) var closure: Closure?
    /// When the suspension ends by itself that a second person was asked about; `nil` where nobody proposed to close.
    public let suspensionEndsAt: Timestamp?
    /// Who said it.
    public internal(set) var closureJudgedBy: ID<Person>?
    /// Whether people were reached because no second person has spoken.
    public internal(set) var isClosureReminded: Bool
    /// Where it is in its life.
    public internal(set) var state: State
    /// By when the platform has to answer.
    public internal(set) var answerDueAt: Timestamp?
    /// Who undid it by an act of its own, whatever the platform has answered since; `nil` where nobody did.
    public internal(set) var reversedBy: ID<Person>?
    /// The position of the event that holds the sealed parts `reasons`, `exemptionAssessment` and `groundReference`.
    public let madeAtPosition: Int64
    /// The positions of all its events, for its receipt.
    public internal(set) var positions: [Int64]

    /// Whether a person's word in it stands against acting on the same content: a finding other than confirmed that
    /// nobody reversed, or the reversal of one that confirmed it, whoever had made that.
    public var contradictsActing: Bool {
        finding == .confirmed ? reversedBy != nil : decidedBy != nil && reversedBy == nil
    }

    /// Whether a second person is asked whether to close the account; nobody is while the platform could not even suspend it.
    public var awaitsSecondPerson: Bool { closure == .proposed && !isOver && state != .failed }

    /// Whether it was undone by an act of its own.
    public var isReversed: Bool { reversedBy != nil }

    /// Whether it has effect no longer, so that what it did has to be undone.
    public var isOver: Bool {
        switch state {
        case .made, .carriedOut, .failed, .unanswered: false
        case .reversed, .restored, .ended, .restorationFailed, .restorationUnanswered: true
        }
    }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .subject: .text(subject.description)
        case .state: .text(state.rawValue)
        case .madeAt: .integer(madeAt.microseconds)
        case .answerDueAt: answerDueAt.map { .integer($0.microseconds) }
        case .endsAt: isOver ? nil : endsAt.map { .integer($0.microseconds) }
        case .closureDueAt: awaitsSecondPerson ? endsAt.map { .integer($0.microseconds) } : nil
        }
    }
}
