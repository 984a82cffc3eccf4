/// An officer wrote a request to one addressee or several.
///
/// Sealed: `documents`, the canonical JSON of all of them in an array.
public struct RequestDraftWritten: EventPayload {
    /// What happened.
    public static let type = "requestDraft.written"
    /// It says itself whether it is one.
    public static let tellsExercise = true
    /// What is asked.
    public let kind: RequestKind
    /// The code of the instrument.
    public let instrument: String
    /// Which office asks.
    public let office: ID<Office>
    /// Which officer.
    public let officer: ID<Officer>
    /// The ids that the requests will have, in the order of the documents.
    public let requests: [ID<Request>]
    /// To whom they go, in the same order.
    public let addressees: [Addressee]
    /// How many items all of them have together.
    public let items: Int
    /// Whether a supervisor signs too.
    public let needsCoSignature: Bool
    /// Whether it is an exercise.
    public let isExercise: Bool

    /// Makes the facts.
    public init(
        kind: RequestKind,
        instrument: String,
        office: ID<Office>,
        officer: ID<Officer>,
        requests: [ID<Request>],
        addressees: [Addressee],
        items: Int,
        needsCoSignature: Bool,
        isExercise: Bool
    ) {
        self.kind = kind
        self.instrument = instrument
        self.office = office
        self.officer = officer
        self.requests = requests
        self.addressees = addressees
        self.items = items
        self.needsCoSignature = needsCoSignature
        self.isExercise = isExercise
    }
}

/// The officer signed every document.
///
/// Sealed: `signed`, the signed statements in an array.
public struct RequestDraftSigned: EventPayload {
    /// What happened.
    public static let type = "requestDraft.signed"
    /// The id of the key.
    public let key: String
}

/// The requests were filed.
public struct RequestDraftFiled: EventPayload {
    /// What happened.
    public static let type = "requestDraft.filed"
    /// Which supervisor signed too.
    public let supervisor: ID<Officer>?
}

/// It was thrown away.
///
/// Sealed: `reason`.
public struct RequestDraftDiscarded: EventPayload {
    /// What happened.
    public static let type = "requestDraft.discarded"
}
