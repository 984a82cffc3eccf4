/// An event that can't have happened in the state that the journal had reached: damage, or a newer program's work.
public struct ReplayError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The event's place in the journal.
    public let position: Int64
    /// What does not fit.
    public let reason: String

    /// Makes an error.
    public init(position: Int64, reason: String) {
        self.position = position
        self.reason = reason
    }

    /// The reason with the place.
    public var description: String { "event \(position): \(reason)" }
}

extension ReplayError {
    /// The event exists, but not after this state.
    static func unexpected<A: Aggregate>(_ event: JournalEvent, after state: A?) -> ReplayError {
        ReplayError(
            position: event.position,
            reason: "\(event.type) version \(event.version) can't follow \(state == nil ? "nothing" : "this state")"
        )
    }
}
