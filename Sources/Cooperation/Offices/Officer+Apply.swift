extension Officer {
    /// The state after an event.
    public static func apply(_ state: Officer?, _ event: JournalEvent) throws(ReplayError) -> Officer {
        guard let state else { return try entered(event) }
        var officer = state
        switch event.type {
        case OfficerRankChanged.type:
            officer.rank = try event.payload(OfficerRankChanged.self).rank
            officer.enteredBy = officer.enteredBy.filter { $0 != event.actor } + [event.actor]
            officer.vouchings.end(at: event.time)
        case OfficerVouched.type:
            _ = try event.payload(OfficerVouched.self)
            officer.vouchings.append(Vouching(event))
        case OfficerKeyAdded.type: try officer.add(try event.payload(OfficerKeyAdded.self), event)
        case OfficerKeyVouched.type:
            let index = try officer.index(of: try event.payload(OfficerKeyVouched.self).key, event)
            officer.keys[index].vouchings.append(Vouching(event))
        case OfficerKeyRevoked.type:
            let facts = try event.payload(OfficerKeyRevoked.self)
            let index = try officer.index(of: facts.key, event)
            officer.keys[index].revokedAt = event.time
            officer.keys[index].revocation = facts.revocation
            officer.keys[index].revokedAtPosition = event.position
        case OfficerLeft.type:
            _ = try event.payload(OfficerLeft.self)
            officer.leftAt = event.time
        default: throw ReplayError.unexpected(event, after: state)
        }
        officer.latestPosition = event.position
        return officer
    }

    private static func entered(_ event: JournalEvent) throws(ReplayError) -> Officer {
        guard event.type == OfficerEntered.type else {
            throw ReplayError.unexpected(event, after: nil as Officer?)
        }
        let facts = try event.payload(OfficerEntered.self)
        return Officer(
            id: ID(event.subject),
            person: facts.person,
            office: facts.office,
            authority: facts.authority,
            rank: facts.rank,
            enteredBy: [event.actor],
            enteredAt: event.time,
            enteredAtPosition: event.position,
            vouchings: [],
            keys: [],
            leftAt: nil,
            latestPosition: event.position,
            origin: event.origin
        )
    }

    private mutating func add(_ facts: OfficerKeyAdded, _ event: JournalEvent) throws(ReplayError) {
        guard key(facts.key) == nil else { throw ReplayError.unexpected(event, after: self) }
        keys.append(
            OfficerKey(
                id: facts.key,
                kind: facts.kind,
                publicKey: facts.publicKey,
                validUntil: facts.validUntil,
                addedBy: event.actor,
                addedAt: event.time,
                addedAtPosition: event.position,
                vouchings: [],
                revokedAt: nil,
                revocation: nil,
                revokedAtPosition: nil
            )
        )
    }

    private func index(of key: String, _ event: JournalEvent) throws(ReplayError) -> Int {
        guard let index = keys.firstIndex(where: { $0.id == key }) else {
            throw ReplayError.unexpected(event, after: self)
        }
        return index
    }
}
