import Cooperation

/// The answer to a check.
package struct CheckAnswer: Sendable {
    package let verdict: Verdict
    package let matches: [Match]
    /// The case that was opened or joined.
    package let openCase: ID<Case>?
    /// The decision on that case: made automatically just now, or before.
    package let decision: ID<Decision>?
    /// The first journal position that the index had not taken in yet.
    package let position: Int64
}
