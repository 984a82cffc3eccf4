/// What the node knows about the content of a check beside the signals that match: its case, and what people said.
public struct ContentHistory: Sendable {
    /// The case that is not closed yet.
    public let openCase: Case?
    /// The decision in force on that case, or the last one.
    public let decision: Decision?
    /// Whether a person's word stands that this content is not to be acted on.
    public let isContradicted: Bool
    /// Whether the exemption assessment of a signal that would act can be cited.
    public let hasAssessment: Bool

    /// Makes a history.
    public init(openCase: Case?, decision: Decision?, isContradicted: Bool, hasAssessment: Bool) {
        self.openCase = openCase
        self.decision = decision
        self.isContradicted = isContradicted
        self.hasAssessment = hasAssessment
    }

    /// Whether an automatic decision awaits its execution, so that acting needs no other.
    public var isActedOn: Bool { openCase?.state == .decided && decision?.isAutomatic == true }

    /// Why the node may not decide by itself about this content; `nil` where nothing stands against it.
    public var obstacleToActing: VerdictRule? {
        if isContradicted { return .contradicted }
        switch openCase?.state {
        case .assigned: return .personAtWork
        case .decided: return isActedOn ? nil : .decidedByPerson
        case .open where openCase?.decision != nil: return .returnedToQueue
        case .open, .closed, nil: return hasAssessment ? nil : .assessmentMissing
        }
    }
}
