/// Which rule decided about a match: the first in this order that holds.
public enum VerdictRule: String, Codable, CaseIterable, Sendable {
    /// Some member disputes the signal, or an opinion of the checking member itself waits for a second person.
    case disputed
    /// Nobody but the proposer has looked.
    case notVerified
    /// The match rests on MD5, which can be forged.
    case weakFingerprint
    /// The bank or its agreement allows review only.
    case reviewOnly
    /// The platform has not switched acting on for this bank.
    case notEnforced
    /// The distance is beyond the bank's act radius.
    case beyondActRadius
    /// Fewer than two independent members other than the proposer looked.
    case tooFewVerifications
    /// The exchange's log has not yet been proved to hold the signal's latest event.
    case notProven
    /// The content is outside the share to which the bank is rolled out.
    case outsideRollout
    /// Another match of the same content is disputed.
    case disputedElsewhere
    /// More signals match than one check looks at, so that a dispute among them could be missed.
    case tooManyMatches
    /// A person's word stands that this content is not to be acted on: a finding other than confirmed, or the reversal
    /// of a measure.
    case contradicted
    /// A person works on the case of this content.
    case personAtWork
    /// A person decided the case of this content.
    case decidedByPerson
    /// An earlier decision on the case of this content came back without effect; a person has to look.
    case returnedToQueue
    /// The signal's own exemption assessment, which an automatic decision has to cite, can't be read here.
    case assessmentMissing
    /// Every condition for acting holds.
    case allConditionsHold
}
