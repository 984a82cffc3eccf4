import Cooperation
import Services

/// A clock as it is answered.
struct WireClock: Encodable {
    let id: ID<Clock>
    let code: ClockCode
    let rule: ID<ClockRule>
    let state: Clock.State
    let subject: Identifier
    let subjectKind: Clock.SubjectKind
    let owner: ID<Organisation>
    let assignee: ID<Person>?
    let isExercise: Bool
    let startedAt: Timestamp
    let deadline: Timestamp
    let zone: ZoneName
    /// The deadline as the zone's clocks and calendars show it.
    let local: String
    let stops: [Clock.Stop]
    let stepsTaken: Int
    let consequence: ClockTerms.Consequence
    let nextDueAt: Timestamp?
    let breachedAt: Timestamp?

    init(_ clock: Clock, face: ClockFace) {
        id = clock.id
        code = clock.code
        rule = clock.rule
        state = clock.state
        subject = clock.subject
        subjectKind = clock.subjectKind
        owner = clock.owner
        assignee = clock.assignee
        isExercise = clock.isExercise
        startedAt = clock.startedAt
        deadline = clock.deadline
        zone = clock.zone
        local = face.localText
        stops = clock.stops
        stepsTaken = clock.stepsTaken
        consequence = clock.terms.consequence
        nextDueAt = clock.nextDueAt
        breachedAt = clock.breachedAt
    }
}

/// A rule of the clock registry as it is answered.
struct WireClockRule: Encodable {
    let id: ID<ClockRule>
    let code: ClockCode
    let state: ClockRule.State
    let summary: String?
    let duration: ClockDuration
    let start: ClockTerms.Start
    let stopReasons: [ClockTerms.StopReason]
    let zone: ClockTerms.Zone
    let steps: [ClockTerms.Step]
    let atEnd: [Role]
    let consequence: ClockTerms.Consequence
    let source: String?
    let sourceDate: CivilDate
    let confirmedByLocalLawyer: Bool
    let confirmedOn: CivilDate?
    let confirmedBy: String?
    let replacedBy: ID<ClockRule>?
    /// The exchange that keeps it; absent for one of this node's own.
    let exchange: ID<Exchange>?

    init(_ view: ClockRuleView) {
        let (rule, terms) = (view.rule, view.rule.terms)
        id = rule.id
        code = rule.code
        state = rule.state
        summary = view.summary
        duration = terms.duration
        start = terms.start
        stopReasons = terms.stopReasons
        zone = terms.zone
        steps = terms.steps
        atEnd = terms.atEnd
        consequence = terms.consequence
        source = view.source
        sourceDate = rule.sourceDate
        confirmedByLocalLawyer = rule.confirmedOn != nil
        confirmedOn = rule.confirmedOn
        confirmedBy = view.confirmedBy
        replacedBy = rule.replacedBy
        exchange = rule.origin?.exchange
    }
}

/// That a local lawyer confirmed a rule.
struct WireRuleConfirmation: Decodable {
    let confirmedOn: CivilDate
    let confirmedBy: String
}
