/// A request was filed.
///
/// Its items follow, one event each, and then `request.received` or `request.turnedAway`, all in one transaction.
///
/// Sealed: `document`, the signed statement; for one on paper `authorityName`, `authorityContact`, `supervisorName` and
/// `reference` instead; for a guest, and for one on paper from somebody who is no member, the keyed hash `partyKey` of their
/// name, by which earlier ones to or from them are found.
public struct RequestFiled: EventPayload {
    /// What happened.
    public static let type = "request.filed"
    /// It says itself whether it is one.
    public static let tellsExercise = true
    /// Which requests were written together; `nil` for one on paper.
    public let batch: ID<RequestDraft>?
    /// What is asked.
    public let kind: RequestKind
    /// The code of the instrument.
    public let instrument: String
    /// To whom it goes.
    public let addressee: Addressee
    /// Who asks; `nil` for one on paper from somebody who is no member.
    public let authority: ID<Organisation>?
    /// Which of its offices.
    public let office: ID<Office>?
    /// Which of its officers signed.
    public let officer: ID<Officer>?
    /// Which supervisor signed too.
    public let supervisor: ID<Officer>?
    /// How it came.
    public let channel: RequestChannel
    /// Whether it bears a signature that was verified.
    public let isSigned: Bool
    /// The country whose law it rests on.
    public let country: String
    /// Where the measure is to have effect.
    public let territory: Territory
    /// In which language it is written.
    public let language: String
    /// When it was written.
    public let issuedAt: Timestamp
    /// Whether it is an exercise.
    public let isExercise: Bool
    /// Which data are asked for.
    public let categories: [DataCategory]
    /// Whose authorisation it names.
    public let authorisation: RequestDocument.Authorisation.Source?
    /// Until when the person concerned is not to be told.
    public let silentUntil: Timestamp?
    /// How many items follow.
    public let items: Int
    /// The SHA-256 of the scan of one on paper, in lowercase hexadecimal.
    public let scan: String?
    /// What it says besides where it is the first order to a platform.
    public let firstContact: FirstContact?
    /// The earlier request that it renews.
    public let renews: ID<Request>?
    /// Whether one on paper bears a supervisor's signature, as staff of the addressee saw it.
    public let hasSupervisorOnPaper: Bool?
    /// The zone in which who asks on paper counts, where no office of the register is named.
    public let zone: ZoneName?
    /// What the office is that asks on paper, as staff of the addressee made out, where none of the register is named.
    public let function: OfficeFunction?

    /// What a first order says besides.
    public enum FirstContact: String, Codable, CaseIterable, Sendable {
        /// How orders work.
        case informed
        /// Why it can't wait.
        case emergency
    }

    /// What a signed document says.
    ///
    /// - Parameters:
    ///   - document: the document.
    ///   - supervisor: which supervisor signed too.
    public init(_ document: RequestDocument, supervisor: ID<Officer>?) {
        batch = document.batch
        kind = document.kind
        instrument = document.instrument
        addressee = document.addressee
        authority = document.authority
        office = document.office
        officer = document.officer
        self.supervisor = supervisor
        channel = .filed
        isSigned = true
        country = document.country
        territory = document.territory
        language = document.language
        issuedAt = document.issuedAt
        isExercise = document.isExercise
        categories = document.categories
        authorisation = document.legalBasis?.authorisation?.source
        silentUntil = document.silence?.until
        items = document.items.count
        scan = nil
        firstContact = document.firstContact.map { $0.emergency == nil ? .informed : .emergency }
        renews = document.stayUp?.renews
        hasSupervisorOnPaper = nil
        zone = nil
        function = nil
    }

    /// What came on paper, as staff of the addressee recorded it; with the earlier request that a judge renews by it.
    public init(
        paper: PaperRequest,
        addressee: ID<Organisation>,
        authority: ID<Organisation>?,
        renews: ID<Request>? = nil
    ) {
        batch = nil
        kind = paper.kind
        instrument = paper.instrument
        self.addressee = .member(addressee)
        self.authority = authority
        office = paper.office
        officer = nil
        supervisor = nil
        channel = .paper
        isSigned = false
        country = paper.country
        territory = paper.territory
        language = paper.language
        issuedAt = paper.issuedAt
        isExercise = paper.isExercise
        categories = paper.categories
        authorisation = paper.authorisation
        silentUntil = paper.silentUntil
        items = paper.items.count
        scan = paper.scan
        firstContact = paper.isFirstEmergency ? .emergency : nil
        self.renews = renews
        hasSupervisorOnPaper = paper.supervisorName == nil ? nil : true
        zone = paper.office == nil ? paper.zone : nil
        function = paper.office == nil ? paper.function : nil
    }
}

/// One item of a request.
///
/// Sealed: `address`, `reasons`, and the keyed hash `itemKey` by which other requests about the same item are found.
public struct RequestItemFiled: EventPayload {
    /// What happened.
    public static let type = "request.itemFiled"
    /// Its place in the request, from 1.
    public let number: Int
    /// What it is.
    public let kind: RequestItem.Kind
    /// Why the authority holds it to be terrorist content.
    public let ground: RequestGround
}

/// The request is whole and was taken: this moment starts its clock.
public struct RequestReceived: EventPayload {
    /// What happened.
    public static let type = "request.received"
    /// Until when an answer is due; `nil` where the instrument knows no clock.
    public let dueAt: Timestamp?
    /// Points of the risk score that only the exchange can know: the same target was asked of other members.
    ///
    /// It is told to the addressee, and absent for everybody else.
    public let sameTargetElsewhere: Bool?
    /// When it came to the platform, where that was before it was recorded, as on paper.
    public let receivedAt: Timestamp?
    /// When its time begins, where it is the first order to this platform and said how orders work; its clock starts then.
    public let waitsUntil: Timestamp?
}

/// The platform has known for long enough how orders work: the time of the first one begins.
public struct RequestWaitEnded: EventPayload {
    /// What happened.
    public static let type = "request.waitEnded"
    /// Until when an answer is due now; `nil` where the instrument knows no clock any more.
    public let dueAt: Timestamp?
}

/// The request was recorded and refused at the door: who asks may not ask.
public struct RequestTurnedAway: EventPayload {
    /// What happened.
    public static let type = "request.turnedAway"
    /// Why, as the codes of refusals have it: `standing-insufficient`, `officer-not-vouched`, ...
    public let code: String
}

/// The link for a guest was made.
public struct RequestGuestInvited: EventPayload {
    /// What happened.
    public static let type = "request.guestInvited"
    /// The SHA-256 of the link's secret, in lowercase hexadecimal.
    public let tokenHash: String
    /// Until when the link works.
    public let expiresAt: Timestamp
}

/// The addressee's node has it.
public struct RequestAcknowledged: EventPayload {
    /// What happened.
    public static let type = "request.acknowledged"
    /// The dispatch that told it.
    public let dispatch: ID<Dispatch>?
}

/// The addressee says why the clock stands.
///
/// Sealed: `note`, what is missing or wrong.
public struct RequestClockStopped: EventPayload {
    /// What happened.
    public static let type = "request.clockStopped"
    /// Why.
    public let reason: ClockTerms.StopReason
    /// The dispatch that told it.
    public let dispatch: ID<Dispatch>?
}

/// The clock goes on.
///
/// Sealed: `note`, the authority's clarification, where that is why.
public struct RequestClockResumed: EventPayload {
    /// What happened.
    public static let type = "request.clockResumed"
    /// Until when an answer is due now.
    public let dueAt: Timestamp?
    /// The dispatch that told it.
    public let dispatch: ID<Dispatch>?
}

/// What the addressee answers about one item.
///
/// Sealed: `reasons`.
public struct RequestItemAnswered: EventPayload {
    /// What happened.
    public static let type = "request.itemAnswered"
    /// Which item.
    public let number: Int
    /// The outcome.
    public let outcome: ItemOutcome
    /// How it was answered; `nil` where the addressee did so itself.
    public let channel: AnswerChannel?
}

/// Each item has an answer; where one of them is not for good, another answer follows.
///
/// Sealed: `answer`, the statement that the addressee signed.
public struct RequestAnswered: EventPayload {
    /// What happened.
    public static let type = "request.answered"
    /// The dispatch that told it.
    public let dispatch: ID<Dispatch>?
    /// Whether it bears a signature that was verified.
    public let isSigned: Bool
    /// Whether somebody is concerned whose speech is protected; it is counted, and told to the authority only in sums.
    public let concernsProtectedRole: Bool?
    /// How it was answered; `nil` where the addressee did so itself.
    public let channel: AnswerChannel?
    /// Until when what was removed is kept, sealed, as a guest said; `nil` where nothing was removed, and of a member, which
    /// keeps that to itself.
    public let keptUntil: Timestamp?
}

/// What was done about an item was undone: it was wrong, or its time was over.
///
/// Sealed: `reasons`.
public struct RequestItemReversed: EventPayload {
    /// What happened.
    public static let type = "request.itemReversed"
    /// Which item.
    public let number: Int
    /// The dispatch that told it.
    public let dispatch: ID<Dispatch>?
    /// Whether it had been wrong; absent where its time was over.
    public let isMistake: Bool?
}

/// The person concerned was told.
public struct RequestPersonTold: EventPayload {
    /// What happened.
    public static let type = "request.personTold"
    /// The dispatch that told it.
    public let dispatch: ID<Dispatch>?
}

/// Data of one category were disclosed, encrypted to the authority's key before they left the platform's node.
///
/// Sealed: `file`, the encrypted file in Base64; of those that were handed over outside of any node `note`, which says how.
public struct RequestDisclosed: EventPayload {
    /// What happened.
    public static let type = "request.disclosed"
    /// Which data.
    public let category: DataCategory
    /// The SHA-256 of the encrypted file, in lowercase hexadecimal; of one handed over outside of any node, of that file.
    public let sha256: String
    /// The dispatch that told it.
    public let dispatch: ID<Dispatch>?
    /// Whether the addressee handed them over outside of any node, as to somebody who asked on paper.
    public let isElsewhere: Bool?
    /// When that was, as whoever noted it says; absent where nobody said.
    public let handedAt: Timestamp?
}

/// The addressee found that it is forged: somebody used the name or the key of who seems to ask.
///
/// It is told to the addressee, and not to whoever has the authority's keys now.
public struct RequestFoundForged: EventPayload {
    /// What happened.
    public static let type = "request.foundForged"
    /// The dispatch that told it.
    public let dispatch: ID<Dispatch>?
}

/// The addressee found that it is not forged after all, as two of its people say.
///
/// It is told to whoever is told that it was found forged.
public struct RequestForgeryTakenBack: EventPayload {
    /// What happened.
    public static let type = "request.forgeryTakenBack"
    /// The dispatch that told it.
    public let dispatch: ID<Dispatch>?
}

/// The authority took its request back.
///
/// Sealed: `reason`.
public struct RequestWithdrawn: EventPayload {
    /// What happened.
    public static let type = "request.withdrawn"
    /// The dispatch of the authority's own node that told it; absent where it was said where the request lives.
    public let dispatch: ID<Dispatch>?
}

/// The time was over and not every item had an answer for good; counted as no answer.
///
/// Nothing follows from it by itself (design rule 6).
public struct RequestUnanswered: EventPayload {
    /// What happened.
    public static let type = "request.unanswered"
}
