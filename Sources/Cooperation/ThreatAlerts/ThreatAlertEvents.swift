/// Somebody flagged a threat to life.
///
/// Sealed: `what`, `why`, `identifiers`, and `choice` where another office than the recommended one is named.
public struct ThreatAlertRaised: EventPayload {
    /// What happened.
    public static let type = "threatAlert.raised"
    /// It says itself whether it is one.
    public static let tellsExercise = true
    /// How grave it is.
    public let level: ThreatLevel
    /// The country, as two capital letters (ISO 3166-1).
    public let country: String
    /// The office that it is for; absent where the register has none of the country that may safely receive it.
    public let office: ID<Office>?
    /// That office's authority.
    public let authority: ID<Organisation>?
    /// The office that the register recommended; absent where it recommended none.
    public let recommended: ID<Office>?
    /// When it was seen.
    public let seenAt: Timestamp
    /// How many identifiers are told.
    public let identifiers: Int
    /// Which dangers of design rule 15 were noted at once, in order.
    public let dangers: [Danger]
    /// The case that it was raised from, which never leaves; absent where it was raised from none.
    public let startedFrom: ID<Case>?
    /// The assessment of the request that it was raised from, which never leaves; absent where it was raised from none, or
    /// where an older program recorded it.
    public let startedFromRequest: ID<Assessment>?
    /// Whether it is an exercise.
    public let isExercise: Bool

    /// Makes the facts.
    public init(
        level: ThreatLevel,
        country: String,
        office: ID<Office>?,
        authority: ID<Organisation>?,
        recommended: ID<Office>?,
        seenAt: Timestamp,
        identifiers: Int,
        dangers: [Danger],
        startedFrom: ID<Case>?,
        startedFromRequest: ID<Assessment>?,
        isExercise: Bool
    ) {
        self.level = level
        self.country = country
        self.office = office
        self.authority = authority
        self.recommended = recommended
        self.seenAt = seenAt
        self.identifiers = identifiers
        self.dangers = dangers
        self.startedFrom = startedFrom
        self.startedFromRequest = startedFromRequest
        self.isExercise = isExercise
    }
}

/// A person said that it should go out.
public struct ThreatAlertApproved: EventPayload {
    /// What happened.
    public static let type = "threatAlert.approved"
    /// Who.
    public let person: ID<Person>
    /// Whether it was night, so that one was enough.
    public let isNight: Bool
}

/// A danger of design rule 15 was noted.
///
/// Sealed: `note`.
public struct ThreatAlertDangerNoted: EventPayload {
    /// What happened.
    public static let type = "threatAlert.dangerNoted"
    /// Which dangers, in order.
    public let dangers: [Danger]
}

/// Counsel or the independent adviser agreed in writing that it goes out in spite of the danger.
///
/// Sealed: `agreement`.
public struct ThreatAlertAgreed: EventPayload {
    /// What happened.
    public static let type = "threatAlert.agreed"
    /// Who.
    public let person: ID<Person>
    /// As what.
    public let role: Role
}

/// Another office was named; the approvals are void, and so are the agreements.
///
/// Sealed: `choice`.
public struct ThreatAlertRedirected: EventPayload {
    /// What happened.
    public static let type = "threatAlert.redirected"
    /// The office that it is for now.
    public let office: ID<Office>
    /// That office's authority.
    public let authority: ID<Organisation>
    /// The country.
    public let country: String

    /// Makes the facts.
    public init(office: ID<Office>, authority: ID<Organisation>, country: String) {
        self.office = office
        self.authority = authority
        self.country = country
    }
}

/// It was not sent, because no authority may safely receive it.
public struct ThreatAlertWithheld: EventPayload {
    /// What happened.
    public static let type = "threatAlert.withheld"
    /// Why.
    public let hindrance: ThreatHindrance
}

/// It was sent.
public struct ThreatAlertSent: EventPayload {
    /// What happened.
    public static let type = "threatAlert.sent"
    /// Over which exchange; absent where the authority reads it on this node.
    public let exchange: ID<Exchange>?
    /// What carries it there.
    public let dispatch: ID<Dispatch>?
    /// The SHA-256 of what was sent, in lowercase hexadecimal.
    public let sha256: String
    /// Whether it was encrypted to the authority's key.
    public let isSealed: Bool

    /// Makes the facts.
    public init(exchange: ID<Exchange>?, dispatch: ID<Dispatch>?, sha256: String, isSealed: Bool) {
        self.exchange = exchange
        self.dispatch = dispatch
        self.sha256 = sha256
        self.isSealed = isSealed
    }
}

/// It is where the authority reads it.
public struct ThreatAlertReceived: EventPayload {
    /// What happened.
    public static let type = "threatAlert.received"
}

/// It did not get there in time, or was refused: the duty officer telephones.
public struct ThreatAlertUndelivered: EventPayload {
    /// What happened.
    public static let type = "threatAlert.undelivered"
    /// The exchange's stable word for why it refused it; absent where it did not answer.
    public let code: String?
}

/// Somebody telephoned the authority.
///
/// Sealed: `note`.
public struct ThreatAlertTelephoned: EventPayload {
    /// What happened.
    public static let type = "threatAlert.telephoned"
    /// Whether a person of the authority was reached; absent where an older program recorded it, which took it for granted.
    public let isReached: Bool?
}

/// No second person confirmed within the time what one person approved by night.
public struct ThreatAlertConfirmationMissed: EventPayload {
    /// What happened.
    public static let type = "threatAlert.confirmationMissed"
}

/// A person of the authority has it.
public struct ThreatAlertAcknowledged: EventPayload {
    /// What happened.
    public static let type = "threatAlert.acknowledged"
}

/// The authority reported what became of it.
public struct ThreatAlertClosed: EventPayload {
    /// What happened.
    public static let type = "threatAlert.closed"
    /// What.
    public let outcome: ThreatOutcome
}

/// It was taken back before it was sent.
///
/// Sealed: `reason`.
public struct ThreatAlertDropped: EventPayload {
    /// What happened.
    public static let type = "threatAlert.dropped"
}
