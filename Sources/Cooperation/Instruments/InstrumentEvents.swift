/// A legal instrument was written down.
///
/// Sealed: `title`, `law`, `source`; where it is not accepted `reasonNotAccepted`.
public struct InstrumentProposed: EventPayload {
    /// What happened.
    public static let type = "instrument.proposed"
    /// What it allows.
    public let terms: InstrumentTerms
    /// Whether somebody gave it of whom the event names nobody, as from a file on the node's own machine; absent where a person
    /// is named, and for what the program begins with.
    public let isGiven: Bool?
}

/// An instrument became part of the register.
public struct InstrumentAdopted: EventPayload {
    /// What happened.
    public static let type = "instrument.adopted"
}

/// A lawyer of the country confirmed what is written of an instrument.
///
/// Sealed: `confirmation`, who it was and what they said.
public struct InstrumentConfirmed: EventPayload {
    /// What happened.
    public static let type = "instrument.confirmed"
    /// On which day, as `2026-01-31`.
    public let confirmedOn: String
}

/// A later instrument with the same code took an instrument's place.
public struct InstrumentReplaced: EventPayload {
    /// What happened.
    public static let type = "instrument.replaced"
    /// The later one.
    public let by: ID<Instrument>
}

/// An instrument is not used any more.
///
/// Sealed: `reason`.
public struct InstrumentRetired: EventPayload {
    /// What happened.
    public static let type = "instrument.retired"
}
