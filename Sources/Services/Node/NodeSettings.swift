import Cooperation

/// What can be chosen for a node, with the unit in each name or type.
package struct NodeSettings: Sendable {
    /// How long the platform has to say that it carried a decision out.
    package var answerTime: Seconds = Decision.answerTimeDefault
    /// How many negative opinions a member may give an hour before a second person confirms.
    package var negativeOpinionBudget = SignalContext.negativeOpinionBudgetDefault
    /// How often a checkpoint is signed.
    package var checkpointInterval: Seconds = Seconds(60)
    /// How often checks are counted at the latest.
    package var countInterval: Seconds = Seconds(10)
    /// Whether the roles that need a passkey (`Role.needsPasskey`) rest in sessions that began without one.
    package var passkeysRequired = true

    /// What an automatic decision names as its ground: the clause of the platform's terms.
    package var termsReference = termsReferenceDefault

    /// What an automatic decision names where nothing else was said.
    package static let termsReferenceDefault = "Terms of the platform on terrorist content"

    package init() {}
}
