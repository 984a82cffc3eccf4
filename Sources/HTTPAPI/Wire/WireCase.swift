import Cooperation
import Services

/// A case as it is answered.
struct WireCase: Encodable {
    struct CaseMatch: Encodable {
        let match: WireMatch
        let fingerprint: String

        func encode(to encoder: any Encoder) throws {
            try match.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(fingerprint, forKey: .fingerprint)
        }

        private enum CodingKeys: String, CodingKey { case fingerprint }
    }

    let id: ID<Case>
    let state: Case.State
    let priority: Int
    let openedAt: Timestamp
    let assignee: ID<Person>?
    let context: WireContext
    let matches: [CaseMatch]
    let decision: ID<Decision>?
    let decisionState: Decision.State?
    /// Other cases of the same account, newest first; told with one case, not in lists.
    let sameAccount: [ID<Case>]?

    init(_ view: CaseView) {
        let item = view.item
        id = item.id
        state = item.state
        priority = item.priority
        openedAt = item.openedAt
        assignee = item.assignee
        context = WireContext(
            reference: view.reference,
            link: view.link,
            kind: item.context.kind,
            postedAt: item.context.postedAt,
            account: view.account,
            language: item.context.language,
            country: item.context.country,
            views: item.context.views
        )
        matches = item.matches.map { CaseMatch(match: WireMatch($0), fingerprint: $0.fingerprint) }
        decision = item.decision
        decisionState = view.decision?.state
        sameAccount = view.sameAccount.isEmpty ? nil : view.sameAccount
    }
}

/// Taking a case, or giving it back.
struct WireAssignment: Decodable {
    let assigned: Bool
}

/// A decision as it comes.
struct WireNewDecision: Decodable {
    let finding: Finding
    let ground: Ground
    let groundReference: String
    let measure: Measure
    let territory: Territory
    let exemption: Exemption
    let exemptionAssessment: String
    let reasons: String
    let endsAt: Timestamp?

    var proposal: DecisionProposal {
        DecisionProposal(
            finding: finding,
            ground: ground,
            groundReference: groundReference,
            measure: measure,
            territory: territory,
            exemption: exemption,
            exemptionAssessment: exemptionAssessment,
            reasons: reasons,
            endsAt: endsAt
        )
    }
}

/// A decision as it is answered.
struct WireDecision: Encodable {
    let id: ID<Decision>
    let `case`: ID<Case>
    let state: Decision.State
    let automatic: Bool
    let decidedBy: ID<Person>?
    let finding: Finding
    let ground: Ground
    let groundReference: String?
    let measure: Measure
    let territory: Territory
    let exemption: Exemption
    let exemptionAssessment: String?
    let reasons: String?
    let madeAt: Timestamp
    let endsAt: Timestamp?
    let answerDueAt: Timestamp?

    init(_ view: DecisionView) {
        let decision = view.decision
        id = decision.id
        `case` = decision.subject
        state = decision.state
        automatic = decision.isAutomatic
        decidedBy = decision.decidedBy
        finding = decision.finding
        ground = decision.ground
        groundReference = view.groundReference
        measure = decision.measure
        territory = decision.territory
        exemption = decision.exemption
        exemptionAssessment = view.exemptionAssessment
        reasons = view.reasons
        madeAt = decision.madeAt
        endsAt = decision.endsAt
        answerDueAt = decision.answerDueAt
    }
}

/// What the platform says of a decision's execution.
struct WireExecution: Decodable {
    enum Outcome: String, Decodable { case carriedOut, failed }

    let outcome: Outcome
    let at: Timestamp?
    let reason: String?
}

/// Why a decision is undone.
struct WireReversal: Decodable {
    let reasons: String
}
