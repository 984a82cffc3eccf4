import Cooperation

/// A signal with its texts, as a caller may read it.
package struct SignalView: Sendable {
    package let signal: Signal
    package let rationale: String?
    package let exemptionAssessment: String?
    package let source: String?
    /// Whether any member disputes it, this node's own word on its way to the exchange included.
    package let isDisputed: Bool
}

/// What a person sees of an opinion or a verification.
package struct AttributedText: Sendable {
    package let organisation: ID<Organisation>
    package let text: String?
}
