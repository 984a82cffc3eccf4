import Cooperation

/// What a webhook may know of the journal: what a key of its role reads as events.
struct WebhookSight {
    private let visibility: EventVisibility

    /// Takes a webhook; `nil` where its organisation may read nothing now.
    init?(_ webhook: Webhook, of member: Organisation, reading: any StoreReading, isOnExchange: Bool, now: Timestamp) {
        let reader = webhook.reader(of: member, isOnExchange: isOnExchange)
        guard (try? AuthorisationRules.authorise(reader, .readEvents)) != nil else { return nil }
        visibility = EventVisibility(reading: reading, caller: reader, now: now)
    }

    /// The fields of an event that it is not shown; `nil` where the event does not exist for it.
    func withheld(from event: JournalEvent) throws -> WithheldFields? { try visibility.withheld(fromNew: event) }
}
