import Cooperation

/// A signal with its texts, as a caller may read it.
package struct SignalView: Sendable {
    /// A member's word that it looked.
    package struct Word: Sendable {
        package let verification: Verification
        /// What it looked at.
        package let lookedAt: String?
    }

    /// What a member thinks.
    package struct Judgement: Sendable {
        package let organisation: ID<Organisation>
        package let opinion: Opinion
        package let reason: String?
        /// Whether it takes effect only once a second person of the member confirms it.
        package let awaitsConfirmation: Bool
    }

    package let signal: Signal
    package let rationale: String?
    package let exemptionAssessment: String?
    package let source: String?
    /// In order of time.
    package let verifications: [Word]
    /// By member: those in effect, then those that wait.
    package let opinions: [Judgement]
    /// Whether any member disputes it, this node's own word on its way to the exchange included.
    package let isDisputed: Bool
}
