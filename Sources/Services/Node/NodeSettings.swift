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

    package init() {}
}
