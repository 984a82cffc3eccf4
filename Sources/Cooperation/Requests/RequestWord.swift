import CanonicalJSON

/// What an addressee's node says about a request: facts alone; the texts travel beside them.
public enum RequestWord: Codable, Hashable, Sendable {
    /// It has it.
    case acknowledged
    /// The clock stands, with the reason.
    case clockStopped(reason: ClockTerms.StopReason)
    /// The clock goes on.
    case clockResumed
    /// The answer about each item, and whether somebody is concerned whose speech is protected.
    case answered(outcomes: [Assessment.ItemFact], concernsProtectedRole: Bool?)
    /// What was done about an item was undone; with whether that is because it had been wrong, and not because its time was
    /// over, which says nothing of whoever asked.
    case itemReversed(number: Int, isMistake: Bool? = nil)
    /// The person concerned was told.
    case personTold
    /// It is forged.
    case foundForged
    /// It is not, although that was said.
    case forgeryTakenBack
    /// Data of one category are here, encrypted to the authority's key; with the SHA-256 of the encrypted file.
    case disclosed(category: DataCategory, sha256: String)
}

extension RequestWord {
    /// Whether the authority waits for it: the answer itself, or data.
    public var isAnswer: Bool {
        switch self {
        case .answered, .disclosed: true
        case .acknowledged, .clockStopped, .clockResumed, .itemReversed, .personTold, .foundForged, .forgeryTakenBack:
            false
        }
    }

    /// Whether an event of the exchange is the record of this word; that it bears its dispatch is asked elsewhere.
    func isRecorded(by event: EventReceived.Inner) -> Bool {
        switch self {
        case .acknowledged: event.type == RequestAcknowledged.type
        case .clockStopped(let reason):
            event.type == RequestClockStopped.type && event.facts["reason"]?.stringValue == reason.rawValue
        case .clockResumed: event.type == RequestClockResumed.type
        case .answered: event.type == RequestAnswered.type
        case .itemReversed(let number, _):
            event.type == RequestItemReversed.type && event.facts["number"]?.integerValue == Int64(number)
        case .personTold: event.type == RequestPersonTold.type
        case .foundForged: event.type == RequestFoundForged.type
        case .forgeryTakenBack: event.type == RequestForgeryTakenBack.type
        case .disclosed(_, let sha256):
            event.type == RequestDisclosed.type && event.facts["sha256"]?.stringValue == sha256
        }
    }
}
