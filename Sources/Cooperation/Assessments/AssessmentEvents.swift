/// A request reached its addressee, where people look at it.
///
/// Sealed, of an emergency: the keyed hashes `partyKey` and `mailboxKey`, by which an agency is found again that owes a formal
/// request.
public struct AssessmentOpened: EventPayload {
    /// What happened.
    public static let type = "assessment.opened"
    /// It says itself whether it is one.
    public static let tellsExercise = true
    /// What is asked.
    public let kind: RequestKind
    /// Who asks; `nil` for somebody who is no member.
    public let authority: ID<Organisation>?
    /// The country whose law the request rests on.
    public let country: String
    /// Which data are asked for.
    public let categories: [DataCategory]
    /// How many items there are.
    public let items: Int
    /// Whether the request is an exercise.
    public let isExercise: Bool
    /// Whether the request is the first of its kind from this authority.
    public let isFirstOfKind: Bool
    /// The risk factors that a program could see.
    public let factors: [RiskFactor]
    /// Which officer asks; absent where none is known.
    public let officer: ID<Officer>?
    /// Whether it has to bear a signature that holds; absent where it came on paper.
    public let isSigned: Bool?
    /// Whether who asks is in no register, which so has no number to call back; absent where they are.
    public let isUnregistered: Bool?
    /// Earlier ones about the same items in which something was found that counts here too, the newest first; absent where
    /// there are none.
    public let earlier: [ID<Assessment>]?
    /// Why somebody may be in danger, as was found there.
    public let dangers: [Danger]?
    /// Whose speech is concerned, as was found there.
    public let protectedRoles: [ProtectedRole]?
    /// Which targets that belong to nobody it names; absent where it names none, and for an exercise, which counts for nothing.
    ///
    /// It is said here and in no event of theirs, so that as many events follow a request that names one as any other: whoever
    /// files can count them.
    public let canaries: [ID<Canary>]?
    /// Who registered the target for which it is locked from the start; absent where it is open.
    public let lockedBy: ID<Person>?

    /// Makes the facts.
    public init(
        kind: RequestKind,
        authority: ID<Organisation>?,
        country: String,
        categories: [DataCategory],
        items: Int,
        isExercise: Bool,
        isFirstOfKind: Bool,
        factors: [RiskFactor],
        officer: ID<Officer>? = nil,
        isSigned: Bool = false,
        isUnregistered: Bool = false,
        earlier: [ID<Assessment>] = [],
        dangers: [Danger] = [],
        protectedRoles: [ProtectedRole] = [],
        canaries: [ID<Canary>] = [],
        lockedBy: ID<Person>? = nil
    ) {
        self.kind = kind
        self.authority = authority
        self.country = country
        self.categories = categories
        self.items = items
        self.isExercise = isExercise
        self.isFirstOfKind = isFirstOfKind
        self.factors = factors
        self.officer = officer
        self.isSigned = isSigned ? true : nil
        self.isUnregistered = isUnregistered ? true : nil
        self.earlier = earlier.isEmpty ? nil : earlier
        self.dangers = dangers.isEmpty ? nil : dangers
        self.protectedRoles = protectedRoles.isEmpty ? nil : protectedRoles
        self.canaries = canaries.isEmpty ? nil : canaries
        self.lockedBy = lockedBy
    }
}

/// Something was found of which a later request about the same item has to be told.
///
/// Sealed: `markedItem`, the keyed hash by which it is found (`SealedKey`).
public struct AssessmentItemMarked: EventPayload {
    /// What happened.
    public static let type = "assessment.itemMarked"
    /// Which item.
    public let number: Int
}

/// It was seen that somebody may be in danger, whatever was found before.
///
/// Sealed: `note`.
public struct AssessmentDangerNoted: EventPayload {
    /// What happened.
    public static let type = "assessment.dangerNoted"
    /// Which dangers, in order.
    public let dangers: [Danger]
}

/// A person took it.
public struct AssessmentAssigned: EventPayload {
    /// What happened.
    public static let type = "assessment.assigned"
    /// Who.
    public let person: ID<Person>
}

/// A person made sure, or tried to, who asks.
///
/// Sealed: `note`; where the register has no number, `callBack`, the one that was called, and `callBackSource`, where it is from.
public struct AssessmentIdentityChecked: EventPayload {
    /// What happened.
    public static let type = "assessment.identityChecked"
    /// By which way.
    public let method: IdentityCheck.Method
    /// What came of it.
    public let result: IdentityCheck.Result
    /// Who did it; `nil` where the node's program verified the signature.
    public let by: ID<Person>?
}

/// It looks forged: nothing goes out.
///
/// Sealed: `note`.
public struct AssessmentLocked: EventPayload {
    /// What happened.
    public static let type = "assessment.locked"
    /// The risk factors that people saw.
    public let factors: [RiskFactor]
    /// Who, or in what an older program recorded, who registered the target that it names; absent in the oldest.
    public let by: ID<Person>?
}

/// Another person than who locked it found that it is forged: somebody used the name or the key of who seems to ask.
///
/// Nothing more is done with it, and no formal request is owed for what went out before.
///
/// Sealed: `note`.
public struct AssessmentFoundForged: EventPayload {
    /// What happened.
    public static let type = "assessment.foundForged"
    /// Who.
    public let by: ID<Person>
}

/// Another person than who found it forged took that back: it only looks forged again.
///
/// Sealed: `reasons`.
public struct AssessmentForgeryTakenBack: EventPayload {
    /// What happened.
    public static let type = "assessment.forgeryTakenBack"
    /// Who.
    public let by: ID<Person>
    /// By when the formal request has to be here; absent where none was owed.
    public let formalDueAt: Timestamp?
}

/// Another person looked and found that it is genuine.
///
/// Sealed: `note`.
public struct AssessmentUnlocked: EventPayload {
    /// What happened.
    public static let type = "assessment.unlocked"
    /// Who.
    public let by: ID<Person>
}

/// A person looked at the form.
///
/// Sealed: `note`.
public struct AssessmentFormChecked: EventPayload {
    /// What happened.
    public static let type = "assessment.formChecked"
    /// What is missing; nothing where all is there.
    public let defects: [FormDefect]
    /// The risk factors that the person saw.
    public let factors: [RiskFactor]
}

/// A person weighed it.
///
/// Sealed: `legalBasis`, `reasons`.
public struct AssessmentWeighed: EventPayload {
    /// What happened.
    public static let type = "assessment.weighed"
    /// The finding.
    public let proportionality: Proportionality
}

/// The platform confirmed that what may be removed is kept, sealed.
///
/// Sealed, where it is for less than was confirmed before: `reasons`.
public struct AssessmentPreserved: EventPayload {
    /// What happened.
    public static let type = "assessment.preserved"
    /// Until when.
    public let until: Timestamp
}

/// The independent adviser was asked.
public struct AssessmentAdviserAsked: EventPayload {
    /// What happened.
    public static let type = "assessment.adviserAsked"
    /// Who.
    public let adviser: ID<Person>
}

/// Counsel or the adviser agreed in writing to a disclosure in spite of a danger, or did not.
///
/// Sealed: `reasons`.
public struct AssessmentDangerJudged: EventPayload {
    /// What happened.
    public static let type = "assessment.dangerJudged"
    /// As what.
    public let role: Role
    /// Who.
    public let by: ID<Person>
    /// Whether they agree.
    public let agrees: Bool
}

/// An answer was written.
///
/// Sealed: `reasons`, those of each item, in JSON.
public struct AssessmentProposed: EventPayload {
    /// What happened.
    public static let type = "assessment.proposed"
    /// What is answered about each item.
    public let outcomes: [Assessment.ItemFact]
    /// Where measures have effect.
    public let territory: Territory
    /// Whether measures end by themselves unless somebody confirms them.
    public let isTemporary: Bool
    /// Who wrote it.
    public let by: ID<Person>
    /// Whether another person has to agree.
    public let needsSecondPerson: Bool
}

/// Another person did not agree.
///
/// Sealed: `reasons`.
public struct AssessmentSentBack: EventPayload {
    /// What happened.
    public static let type = "assessment.sentBack"
    /// Who.
    public let by: ID<Person>
}

/// An exchange refused for good what was answered, and somebody answers it anew.
public struct AssessmentReopened: EventPayload {
    /// What happened.
    public static let type = "assessment.reopened"
    /// Which items have no answer any more, in order.
    public let items: [Int]
    /// The words that the exchange refused.
    public let dispatches: [ID<Dispatch>]
    /// Who.
    public let by: ID<Person>
}

/// The answer is out.
public struct AssessmentAnswered: EventPayload {
    /// What happened.
    public static let type = "assessment.answered"
    /// Who agreed besides who wrote it; `nil` where nobody had to.
    public let approvedBy: ID<Person>?
    /// When the measure ends unless somebody confirms it.
    public let measureEndsAt: Timestamp?
    /// By when the formal request has to be here.
    public let formalDueAt: Timestamp?
    /// By when the person concerned has to be told.
    public let noticeDueAt: Timestamp?
}

/// Somebody said, in an emergency, why the data that went out were not enough, before those of a further category do.
///
/// Sealed: `reasons`.
public struct AssessmentWidened: EventPayload {
    /// What happened.
    public static let type = "assessment.widened"
    /// Which data are to go out as well.
    public let category: DataCategory
    /// Who.
    public let by: ID<Person>
}

/// Data of one category went out, encrypted to the authority's key.
public struct AssessmentDisclosed: EventPayload {
    /// What happened.
    public static let type = "assessment.disclosed"
    /// Which.
    public let category: DataCategory
    /// The SHA-256 of the encrypted file, in lowercase hexadecimal.
    public let sealedFile: String
}

/// A person looked again and confirmed the measure, which lasts from now on.
///
/// Sealed: `reasons`.
public struct AssessmentMeasureConfirmed: EventPayload {
    /// What happened.
    public static let type = "assessment.measureConfirmed"
    /// Who.
    public let by: ID<Person>
}

/// The measure's time was over and nobody had confirmed it: what was done is undone.
public struct AssessmentMeasureEnded: EventPayload {
    /// What happened.
    public static let type = "assessment.measureEnded"
}

/// The time is over by which the person concerned had to be told, and nobody said that they were.
public struct AssessmentNoticeOverdue: EventPayload {
    /// What happened.
    public static let type = "assessment.noticeOverdue"
}

/// The formal request came after the emergency.
///
/// Sealed, of one that is not recorded here: `note`.
public struct AssessmentFormalised: EventPayload {
    /// What happened.
    public static let type = "assessment.formalised"
    /// The request that it came with; `nil` for one on paper that is not recorded as a request.
    public let request: ID<Request>?
}

/// What was done about an item was wrong, and is undone.
///
/// Sealed: `reasons`.
public struct AssessmentItemReversed: EventPayload {
    /// What happened.
    public static let type = "assessment.itemReversed"
    /// Which item.
    public let number: Int
    /// Who.
    public let by: ID<Person>
}

/// The formal request did not come in time: nothing more is disclosed to the agency until it has answered for that.
public struct AssessmentFormalMissed: EventPayload {
    /// What happened.
    public static let type = "assessment.formalMissed"
}

/// The person concerned was told.
public struct AssessmentPersonTold: EventPayload {
    /// What happened.
    public static let type = "assessment.personTold"
}

/// Nothing is left to do.
public struct AssessmentClosed: EventPayload {
    /// What happened.
    public static let type = "assessment.closed"
}

/// The scan of the paper on which a request came is kept on this node, sealed.
public struct AssessmentScanKept: EventPayload {
    /// What happened.
    public static let type = "assessment.scanKept"
    /// The SHA-256 of the scan as it came, in lowercase hexadecimal.
    public let sha256: String
    /// How long it is, in bytes.
    public let bytes: Int
    /// Until when at least.
    public let keptUntil: Timestamp
}

/// A person was handed the scan.
public struct AssessmentScanRead: EventPayload {
    /// What happened.
    public static let type = "assessment.scanRead"
    /// Who.
    public let by: ID<Person>
}

/// The scan was erased; its hash stays.
///
/// Sealed: `reason`.
public struct AssessmentScanErased: EventPayload {
    /// What happened.
    public static let type = "assessment.scanErased"
    /// Whether its time was over.
    public let isDue: Bool
}
