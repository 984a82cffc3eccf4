import Cooperation
import TransparencyLog

/// What can be chosen for a node, with the unit in each name or type.
package struct NodeSettings: Sendable {
    /// How long the platform has to say that it carried a decision out.
    package var answerTime: Seconds = Decision.answerTimeDefault
    /// How long a case is kept for the person who took it.
    package var lockTime: Seconds = Case.lockTimeDefault
    /// How much graphic content a person is shown before they have a break.
    package var exposureLimits = ExposureLimits()
    /// How many negative opinions a member may give an hour before a second person confirms.
    package var negativeOpinionBudget = SignalContext.negativeOpinionBudgetDefault
    /// How many requests an authority may file within an hour.
    package var requestsPerAuthorityPerHourMax = requestsPerAuthorityPerHourDefault
    /// How long a person has to acknowledge an alert before the next one is asked.
    package var acknowledgementTime: Seconds = Alert.acknowledgementTimeDefault
    /// From which priority on a case is urgent, and raises an alert.
    package var alertPriorityMin = Alert.priorityDefault
    /// The hours in which one person is enough to let a threat alert go out.
    package var nightHours = NightHours.standard
    /// How often a checkpoint is signed.
    package var checkpointInterval: Seconds = Seconds(60)
    /// How often checks are counted at the latest.
    package var countInterval: Seconds = Seconds(10)
    /// Whether the roles that need a passkey (`Role.needsPasskey`) rest in sessions that began without one.
    package var passkeysRequired = true

    /// From when on an authority is slowed down or suspended for the quality of its requests.
    package var qualityThresholds = QualityThresholds()

    /// Who may fetch checkpoint and tiles; where nothing is said, anyone of an exchange and whoever has a key of a platform's
    /// own node.
    package var logAccess: LogAccess?

    /// Which witnesses are asked to cosign checkpoints, and how many are enough; `nil` where none are asked.
    package var witnessPolicy: WitnessPolicy?

    /// Whom the operator trusts to name officers of authorities, as PEM; `nil` where no certificate of theirs is taken.
    package var authorityRoots: String?

    /// The domains of mailboxes that anybody may have, by which no agency is known again.
    package var sharedMailDomains = SharedMailDomains.usual

    /// How much of the journal one read for a reader looks at.
    package var eventScan = EventScan()

    /// What an automatic decision names as its ground: the clause of the platform's terms.
    package var termsReference = termsReferenceDefault

    /// What an automatic decision names where nothing else was said.
    package static let termsReferenceDefault = "Terms of the platform on terrorist content"

    /// How many requests an authority may file within an hour where nothing else was said.
    package static let requestsPerAuthorityPerHourDefault = 1000

    package init() {}
}
