/// What an authority says of its own request from its own node: the fact alone; the text travels beside it.
public enum AuthorityWord: String, Codable, CaseIterable, Sendable {
    /// It takes the request back. Its text is the reason.
    case withdrawn
    /// It mends what made the clock stand. Its text is the note.
    case clarified
}

extension AuthorityWord {
    /// Whether an event of the exchange is the record of this word; that it bears its dispatch is asked elsewhere.
    func isRecorded(by event: EventReceived.Inner) -> Bool {
        switch self {
        case .withdrawn: event.type == RequestWithdrawn.type
        case .clarified: event.type == RequestClockResumed.type
        }
    }
}
