import CanonicalJSON

/// What an authority says of a threat alert from its own node: facts alone; the note travels beside them.
public enum ThreatWord: Codable, Hashable, Sendable {
    /// A person of the authority has it.
    case acknowledged
    /// What became of it.
    case reported(ThreatOutcome)
}

extension ThreatWord {
    /// Whether an event of the exchange is the record of this word; that it bears its dispatch is asked elsewhere.
    func isRecorded(by event: EventReceived.Inner) -> Bool {
        switch self {
        case .acknowledged: event.type == ThreatNoticeAcknowledged.type
        case .reported(let outcome):
            event.type == ThreatNoticeClosed.type && event.facts["outcome"]?.stringValue == outcome.rawValue
        }
    }
}
