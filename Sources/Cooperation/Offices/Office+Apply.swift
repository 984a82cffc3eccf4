extension Office {
    /// The state after an event.
    public static func apply(_ state: Office?, _ event: JournalEvent) throws(ReplayError) -> Office {
        guard let state else { return try entered(event) }
        var office = state
        switch event.type {
        case OfficeChanged.type: office.take(try event.payload(OfficeChanged.self), event)
        case OfficeWarningSet.type:
            let order = try event.payload(OfficeWarningSet.self).order
            office.warning = order.map { Warning(order: $0, position: event.position) }
            office.endVouchings(event)
        case OfficeVouched.type:
            _ = try event.payload(OfficeVouched.self)
            office.vouchings.append(Vouching(event))
            if office.latestMisuse?.endedAt == nil { office.latestMisuse?.endedAt = event.time }
        case OfficeMisused.type:
            let key = try event.payload(OfficeMisused.self).key
            office.latestMisuse = Misuse(at: event.time, key: key, position: event.position)
        case OfficeRevoked.type:
            _ = try event.payload(OfficeRevoked.self)
            office.revokedAt = event.time
            office.revokedAtPosition = event.position
        default: throw ReplayError.unexpected(event, after: state)
        }
        office.latestPosition = event.position
        return office
    }

    private static func entered(_ event: JournalEvent) throws(ReplayError) -> Office {
        guard event.type == OfficeEntered.type else {
            throw ReplayError.unexpected(event, after: nil as Office?)
        }
        let facts = try event.payload(OfficeEntered.self)
        return Office(
            id: ID(event.subject),
            authority: facts.authority,
            country: facts.country,
            function: facts.function,
            zone: facts.zone,
            instruments: facts.instruments,
            enteredBy: [event.actor],
            enteredAt: event.time,
            vouchings: [],
            revokedAt: nil,
            revokedAtPosition: nil,
            textPositions: Dictionary(
                facts.texts.map { ($0, event.position) },
                uniquingKeysWith: { first, _ in first }
            ),
            latestPosition: event.position,
            origin: event.origin
        )
    }

    private mutating func take(_ change: OfficeChanged, _ event: JournalEvent) {
        function = change.function ?? function
        zone = change.zone ?? zone
        instruments = change.instruments ?? instruments
        for part in change.texts { textPositions[part] = event.position }
        if change.endsVouching { endVouchings(event) }
    }

    private mutating func endVouchings(_ event: JournalEvent) {
        // Whoever changed it since the last word does not give the next, nor does whoever entered it.
        enteredBy = enteredBy.filter { $0 != event.actor } + [event.actor]
        vouchings.end(at: event.time)
    }
}
