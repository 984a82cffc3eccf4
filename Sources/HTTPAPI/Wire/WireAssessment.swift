import Cooperation
import Services

/// What the people of a node make of a request, as it is answered.
struct WireAssessment: Encodable {
    struct Proposal: Encodable {
        struct Item: Encodable {
            let number: Int
            let outcome: ItemOutcome
            let reasons: String?
        }

        let items: [Item]
        let territory: Territory
        let isTemporary: Bool
        let by: ID<Person>
        let needsSecondPerson: Bool
    }

    struct CallBack: Encodable {
        let office: String?
        let telephone: String?
        let source: String?
    }

    /// An earlier emergency for which the agency still owes the formal request, and by what it was seen to be the same.
    struct Frozen: Encodable {
        let owes: ID<Assessment>
        let link: FrozenAgency.Link
    }

    /// That somebody said why less was not enough; why is absent in a list, and once it was erased.
    struct Widening: Encodable {
        let category: DataCategory
        let by: ID<Person>
        let at: Timestamp
        let reasons: String?
    }

    struct Act: Encodable {
        let type: String
        let time: Timestamp
        let position: Int64
        let actor: Identifier
        let name: String?
    }

    let id: ID<Assessment>
    let state: Assessment.State
    let kind: RequestKind
    let isExercise: Bool
    let isFirstOfKind: Bool
    let openedAt: Timestamp
    let assignee: ID<Person>?
    let identityChecks: [IdentityCheck]
    let isIdentified: Bool
    let factors: [RiskFactor]
    let riskScore: Int
    let clearedBy: ID<Person>?
    let lockedBy: ID<Person>?
    let foundForgedAt: Timestamp?
    let foundForgedBy: ID<Person>?
    let forgeryTakenBack: Assessment.ForgeryTakenBack?
    let defects: [FormDefect]?
    let proportionality: Proportionality?
    let preservedUntil: Timestamp?
    let earlier: [ID<Assessment>]
    let dangers: [Danger]
    let protectedRoles: [ProtectedRole]
    let dangerJudgements: [Assessment.DangerJudgement]
    let isBarredByDanger: Bool
    let adviser: ID<Person>?
    let outcomes: [Assessment.ItemFact]
    let disclosed: [Assessment.Disclosed]
    let widened: [Widening]
    let measure: Assessment.Measure?
    let formalDueAt: Timestamp?
    let isFormalMissed: Bool
    let noticeDueAt: Timestamp?
    /// Absent where none was kept.
    let scan: Assessment.Scan?
    let request: WireRequest
    /// Absent in a list, as are the following.
    let proposal: Proposal?
    let legalBasis: String?
    let reasons: String?
    let stayUp: [ID<Request>]?
    let clocks: [WireClock]?
    let frozen: [Frozen]?
    let callBack: CallBack?
    let history: [Act]?

    /// One of a list.
    init(_ assessment: Assessment, _ request: RequestView, for organisation: Organisation) {
        self.init(assessment, WireRequest(request, for: organisation, isWhole: false), nil)
    }

    /// One with its texts.
    ///
    /// - Parameters:
    ///   - view: the assessment.
    ///   - organisation: who reads it.
    ///   - face: what a clock's deadline looks like.
    init(_ view: AssessmentView, for organisation: Organisation, face: (Clock) -> ClockFace) {
        self.init(
            view.assessment,
            WireRequest(view.request, for: organisation, isWhole: true),
            view,
            view.clocks.map { WireClock($0, face: face($0)) }
        )
    }

    private init(
        _ assessment: Assessment,
        _ request: WireRequest,
        _ view: AssessmentView?,
        _ clocks: [WireClock]? = nil
    ) {
        id = assessment.id
        state = assessment.state
        kind = assessment.kind
        isExercise = assessment.opening.isExercise
        isFirstOfKind = assessment.opening.isFirstOfKind
        openedAt = assessment.openedAt
        assignee = assessment.assignee
        identityChecks = assessment.identityChecks
        isIdentified = assessment.isIdentified
        factors = assessment.factors
        riskScore = assessment.riskScore
        clearedBy = assessment.clearedBy
        lockedBy = assessment.lockedBy
        foundForgedAt = assessment.foundForgedAt
        foundForgedBy = assessment.forgery?.by
        forgeryTakenBack = assessment.forgeryTakenBack
        defects = assessment.defects
        proportionality = assessment.proportionality
        preservedUntil = assessment.preservedUntil
        earlier = assessment.opening.earlier ?? []
        dangers = assessment.dangers
        protectedRoles = assessment.protectedRoles
        dangerJudgements = assessment.dangerJudgements
        isBarredByDanger = assessment.isBarredByDanger
        adviser = assessment.adviser
        outcomes = assessment.outcomes
        disclosed = assessment.disclosed
        widened = (assessment.widened ?? []).map { word in
            Widening(category: word.category, by: word.by, at: word.at, reasons: view?.widened[word.position])
        }
        measure = assessment.measure
        formalDueAt = assessment.formalDueAt
        isFormalMissed = assessment.isFormalMissed
        noticeDueAt = assessment.noticeDueAt
        scan = assessment.scan
        self.request = request
        proposal = view.flatMap { view in
            assessment.proposal.map { proposal in
                Proposal(
                    items: proposal.outcomes.map { fact in
                        Proposal.Item(
                            number: fact.number,
                            outcome: fact.outcome,
                            reasons: view.proposed[fact.number]
                        )
                    },
                    territory: proposal.territory,
                    isTemporary: proposal.isTemporary,
                    by: proposal.by,
                    needsSecondPerson: proposal.needsSecondPerson
                )
            }
        }
        legalBasis = view?.legalBasis
        reasons = view?.reasons
        stayUp = view?.stayUp
        self.clocks = clocks
        frozen = view?.frozen.map { Frozen(owes: $0.owes, link: $0.link) }
        callBack = view?.callBack.map { CallBack(office: $0.office, telephone: $0.telephone, source: $0.source) }
        history = view.map { view in
            view.history.map { event in
                Act(
                    type: event.type,
                    time: event.time,
                    position: event.position,
                    actor: event.actor,
                    name: view.people[event.actor]
                )
            }
        }
    }
}
