import Cooperation
import HTTPServing
import Services

/// A case as it is answered.
struct WireCase: Encodable {
    let id: ID<Case>
    let state: Case.State
    let priority: Int
    let openedAt: Timestamp
    let assignee: ID<Person>?
    /// Until when it is kept for them.
    let lockedUntil: Timestamp?
    let context: WireContext
    let matches: [WireMatch]
    let decision: ID<Decision>?
    let decisionState: Decision.State?
    /// Other cases of the same account, newest first; told with one case, not in lists.
    let sameAccount: [ID<Case>]?
    /// Whether the key's person left it to others; absent for a key without a person, like the next two.
    let skipped: Bool?
    /// What the key's person does not want to see of what the content does.
    let optedOut: [Behaviour]?
    /// Whether a break from graphic content would do good; told where a graphic case is opened.
    let breakOffered: Bool?

    init(_ view: CaseView) {
        let item = view.item
        id = item.id
        state = item.state
        priority = item.priority
        openedAt = item.openedAt
        assignee = item.assignee
        lockedUntil = item.lockedUntil
        context = WireContext(
            reference: view.reference,
            link: view.link,
            thumbnail: view.thumbnail,
            kind: item.context.kind,
            postedAt: item.context.postedAt,
            account: view.account,
            language: item.context.language,
            country: item.context.country,
            views: item.context.views
        )
        matches = item.matches.map(WireMatch.init)
        decision = item.decision
        decisionState = view.decision?.state
        sameAccount = view.sameAccount.isEmpty ? nil : view.sameAccount
        skipped = view.own?.isSkipped
        optedOut = view.own?.optedOut
        breakOffered = view.own?.gauge?.isBreakOffered
    }
}

/// Taking a case, or giving it back.
struct WireAssignment: Decodable {
    let assigned: Bool
    /// Whether the person means it although its content does what they do not want to see.
    let despiteOptOut: Bool?
}

/// Leaving a case to others.
struct WireSkip: Decodable {
    /// Needed the first time.
    let reason: SkipReason?
    let note: String?
}

/// That somebody opened a case, or what is written of somebody elsewhere.
struct WireReading: Encodable {
    let id: ID<Reading>
    let person: ID<Person>
    let kind: Reading.Subject.Kind
    let subject: String
    let purpose: Reading.Purpose
    let readAt: Timestamp

    init(_ reading: Reading) {
        id = reading.id
        person = reading.person
        kind = reading.subject.kind
        subject = reading.subject.identifier.description
        purpose = reading.purpose
        readAt = reading.readAt
    }
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
    let closure: Decision.Closure?
    let closureJudgedBy: ID<Person>?
    let territory: Territory
    let exemption: Exemption
    let exemptionAssessment: String?
    let reasons: String?
    let madeAt: Timestamp
    let endsAt: Timestamp?
    let answerDueAt: Timestamp?

    /// A decision in a list, or as the answer to something else than opening it: people are not told its texts there, which
    /// they open it for, so that it is noted.
    init(unopened view: DecisionView, to caller: Caller) {
        self.init(caller.person == nil ? view : view.withoutTexts)
    }

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
        closure = decision.closure
        closureJudgedBy = decision.closureJudgedBy
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
    let measure: Measure?
    let at: Timestamp?
    let reason: String?

    /// What it says; the measure and the time belong to what was done, the reason to what was not, and none is dropped
    /// silently.
    func execution(now: Timestamp) throws(Problem) -> Execution {
        switch outcome {
        case .carriedOut:
            guard reason == nil else {
                throw .invalidField("/reason", "A reason is given where it failed, and only there.")
            }
            return .carriedOut(measure, at: at ?? now)
        case .failed:
            guard at == nil else {
                throw .invalidField("/at", "A time is given where it was carried out, and only there.")
            }
            guard measure == nil else {
                throw .invalidField("/measure", "A measure is given where it was carried out, and only there.")
            }
            guard let reason else { throw .invalidField("/reason", "Say why it could not be done.") }
            return .failed(reason: reason)
        }
    }
}

/// What a second person says of closing an account.
struct WireClosure: Decodable {
    let confirmed: Bool
    let reasons: String
}

/// Why a decision is undone.
struct WireReversal: Decodable {
    let reasons: String
}
