import Cooperation
import Services

/// A threat to life as it is flagged.
struct WireNewThreat: Decodable {
    let level: ThreatLevel
    let office: ID<Office>?
    let country: String?
    let seenAt: Timestamp
    let what: String
    let why: String
    let identifiers: [String]
    let choice: String?
    let dangers: [Danger]?
    let `case`: ID<Case>?
    let request: ID<Assessment>?
    let isExercise: Bool?

    func flag() throws(Refusal) -> ThreatFlag {
        ThreatFlag(
            level: level,
            office: office,
            country: country,
            seenAt: seenAt,
            words: try ThreatWords(what: what, why: why, identifiers: identifiers, choice: choice),
            dangers: Set(dangers ?? []),
            startedFrom: `case`,
            startedFromRequest: request,
            isExercise: isExercise ?? false
        )
    }
}

/// Dangers to note.
struct WireDangers: Decodable {
    let dangers: [Danger]
    let note: String
}

/// What counsel or the adviser agrees to, in writing.
struct WireThreatAgreement: Decodable {
    let agreement: String
}

/// Another office.
struct WireThreatRedirection: Decodable {
    let office: ID<Office>
    let choice: String
}

/// A telephone call to the authority.
struct WireThreatCall: Decodable {
    let note: String
    let isReached: Bool
}

/// What became of a threat.
struct WireThreatReport: Decodable {
    let outcome: ThreatOutcome
    let note: String?
}

/// A threat alert as a member's node hands it over.
struct WireThreatDelivery: Decodable {
    let id: ID<ThreatNotice>
    let envelope: ThreatEnvelope
    let text: String
    let dispatch: ID<Dispatch>?
}

/// A threat alert as its own organisation reads it.
struct WireThreat: Encodable {
    struct Approval: Encodable {
        let person: ID<Person>
        let at: Timestamp
        let isNight: Bool
    }

    struct Agreement: Encodable {
        let role: Role
        let person: ID<Person>
        let text: String?
    }

    let id: ID<ThreatAlert>
    let state: ThreatAlert.State
    let level: ThreatLevel
    let country: String
    let office: ID<Office>?
    let authority: ID<Organisation>?
    let recommended: ID<Office>?
    let seenAt: Timestamp
    let raisedAt: Timestamp
    let raisedBy: ID<Person>
    let isExercise: Bool
    let `case`: ID<Case>?
    let request: ID<Assessment>?
    let what: String?
    let why: String?
    let identifiers: [String]
    let choice: String?
    let approvals: [Approval]
    let dangers: [Danger]
    let dangerNotes: [String]
    let agreements: [Agreement]
    let hindrance: ThreatHindrance?
    let sentAt: Timestamp?
    let receivedAt: Timestamp?
    let undeliveredAt: Timestamp?
    let refusedFor: String?
    let needsCall: Bool
    let telephone: String?
    let telephoneSource: String?
    let calls: [String]
    let reachedAt: Timestamp?
    let confirmationDueAt: Timestamp?
    let confirmationMissedAt: Timestamp?
    let acknowledgedAt: Timestamp?
    let outcome: ThreatOutcome?
    let closedAt: Timestamp?
    let note: String?

    /// An alert in a list: people are not told its texts there, which they open it for, so that it is noted.
    init(unopened view: ThreatView, to caller: Caller) {
        self.init(caller.person == nil ? view : view.withoutTexts)
    }

    init(_ view: ThreatView) {
        let (alert, raising) = (view.alert, view.alert.raising)
        id = alert.id
        state = alert.state
        level = raising.level
        country = alert.country
        office = alert.office
        authority = alert.authority
        recommended = raising.recommended
        seenAt = raising.seenAt
        raisedAt = alert.raisedAt
        raisedBy = alert.raisedBy
        isExercise = raising.isExercise
        `case` = raising.startedFrom
        request = view.request
        what = view.what
        why = view.why
        identifiers = view.identifiers
        choice = view.choice
        approvals = alert.approvals.map { Approval(person: $0.by, at: $0.at, isNight: $0.isNight) }
        dangers = alert.dangers
        dangerNotes = view.dangers
        agreements = zip(alert.agreements, view.agreements).map {
            Agreement(role: $0.role, person: $0.by, text: $1)
        }
        hindrance = alert.withheldFor
        sentAt = alert.sentAt
        receivedAt = alert.receivedAt
        undeliveredAt = alert.undeliveredAt
        refusedFor = alert.refusedFor
        needsCall = alert.needsCall
        telephone = view.office?.texts[.telephone]
        telephoneSource = view.office?.texts[.telephoneSource]
        calls = view.calls
        reachedAt = alert.reachedAt
        confirmationDueAt = alert.confirmationDueAt
        confirmationMissedAt = alert.confirmationMissedAt
        acknowledgedAt = alert.acknowledgedAt
        outcome = alert.outcome
        closedAt = alert.closedAt
        note = view.note
    }
}

/// A threat alert as the sender and the authority read it where it was sent to.
struct WireThreatNotice: Encodable {
    let id: ID<ThreatNotice>
    let state: ThreatNotice.State
    let sender: ID<Organisation>
    let authority: ID<Organisation>
    let country: String
    let envelope: ThreatEnvelope
    let receivedAt: Timestamp
    let acknowledgedAt: Timestamp?
    let outcome: ThreatOutcome?
    let closedAt: Timestamp?
    let note: String?
    let text: String?
    let ownWords: [WireOwnWord]?

    /// An alert in a list: people are not told its texts there, which they open it for, so that it is noted.
    init(unopened view: ThreatNoticeView, to caller: Caller) {
        self.init(caller.person == nil ? view : view.withoutTexts)
    }

    init(_ view: ThreatNoticeView) {
        let notice = view.notice
        id = notice.id
        state = notice.state
        sender = notice.sender
        authority = notice.authority
        country = notice.receipt.country
        envelope = notice.receipt.envelope
        receivedAt = notice.receivedAt
        acknowledgedAt = notice.acknowledgedAt
        outcome = notice.outcome
        closedAt = notice.closedAt
        note = view.note
        text = view.text
        ownWords = view.ownWords.isEmpty ? nil : view.ownWords.map(WireOwnWord.init)
    }
}

/// An office that a threat alert could go to.
struct WireThreatRecipient: Encodable {
    let office: ID<Office>
    let authority: ID<Organisation>
    let authorityName: String?
    let name: String?
    let function: OfficeFunction
    let law: String?
    let telephone: String?
    let telephoneSource: String?
    /// In which place the register has it warned, under which law; absent where it says nothing.
    let warningOrder: Int?
    let warningLaw: String?
    let warningSource: String?
    let isRecommended: Bool
    let hindrance: ThreatHindrance?

    init(_ recipient: ThreatRecipient) {
        let view = recipient.office
        office = view.office.id
        authority = view.office.authority
        authorityName = view.authority
        name = view.texts[.name]
        function = view.office.function
        law = view.texts[.law]
        telephone = view.texts[.telephone]
        telephoneSource = view.texts[.telephoneSource]
        warningOrder = view.office.warning?.order
        warningLaw = view.warningLaw
        warningSource = view.warningSource
        isRecommended = recipient.isRecommended
        hindrance = recipient.hindrance
    }
}

/// The offices of a country that a threat alert could go to.
struct WireThreatRecipients: Encodable {
    let items: [WireThreatRecipient]
}

/// How many threat alerts there were, without exercises.
struct WireThreatFigures: Encodable {
    let states: [String: Int64]
    let outcomes: [String: Int64]

    init(_ figures: ThreatFigures) {
        states = figures.states
        outcomes = figures.outcomes
    }
}
