import CanonicalJSON

extension JournalEvent {
    /// The events whose aggregates this one changes: itself and, where it brings an event of an exchange, that event.
    ///
    /// The event within keeps the position of the one that brought it, because its sealed parts are kept there; where it
    /// was first recorded is its `origin`.
    ///
    /// - Returns: one or two events.
    /// - Throws: `ReplayError` where a brought event is not complete.
    public func effects() throws(ReplayError) -> [JournalEvent] {
        guard type == EventReceived.type else { return [self] }
        let received = try payload(EventReceived.self)
        let inner = received.event
        return [
            self,
            JournalEvent(
                position: position,
                type: inner.type,
                version: inner.version,
                subject: inner.subject,
                time: inner.time,
                organisation: inner.organisation,
                actor: inner.actor,
                facts: inner.facts,
                origin: EventOrigin(exchange: ID(subject), position: received.position)
            ),
        ]
    }
}
