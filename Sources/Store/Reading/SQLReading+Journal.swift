import Cooperation
import Services
import TransparencyLog

extension SQLReading {
    private var eventsTable: EventsTable { EventsTable(connection: connection) }
    private var sealedParts: SealedPartsTable { SealedPartsTable(connection: connection) }

    package func journalSize() throws(StoreError) -> Int64 {
        try JournalTable(connection: connection).size()
    }

    package func events(_ query: EventQuery) throws(StoreError) -> [JournalEvent] {
        guard query.limit > 0 else { return [] }
        if let subject = query.innerSubject {
            let rows = try eventsTable.rows(about: subject, from: query.from, limit: query.limit)
            return rows.map(\.event)
        }
        guard let subject = query.subject else {
            guard let types = query.types else {
                return try eventsTable.rows(from: query.from, limit: query.limit).map(\.event)
            }
            return try events(ofTypes: Set(types), from: query.from, limit: query.limit)
        }
        guard let types = query.types.map(Set.init) else {
            return try eventsTable.rows(of: subject, from: query.from, limit: query.limit).map(\.event)
        }
        return try events(of: subject, types: types, from: query.from, limit: query.limit)
    }

    /// Merges the positions of each type, so that rare types are found without reading what lies between.
    private func events(
        ofTypes types: Set<String>,
        from position: Int64,
        limit: Int
    ) throws(StoreError) -> [JournalEvent] {
        var positions: [Int64] = []
        for type in types {
            positions += try eventsTable.positions(ofType: type, from: position, limit: limit)
        }
        var events: [JournalEvent] = []
        for position in positions.sorted().prefix(limit) {
            if let event = try eventsTable.row(at: position)?.event { events.append(event) }
        }
        return events
    }

    private func events(
        of subject: Identifier,
        types: Set<String>,
        from position: Int64,
        limit: Int
    ) throws(StoreError) -> [JournalEvent] {
        var events: [JournalEvent] = []
        var next = position
        while events.count < limit {
            let rows = try eventsTable.rows(of: subject, from: next, limit: StoreLimits.rowsPerPage)
            events += rows.map(\.event).filter { types.contains($0.type) }
            guard rows.count == StoreLimits.rowsPerPage, let last = rows.last else { break }
            next = last.event.position + 1
        }
        return Array(events.prefix(limit))
    }

    package func event(from origin: EventOrigin) throws(StoreError) -> JournalEvent? {
        try eventsTable.row(from: origin.exchange.identifier, innerPosition: origin.position)?.event
    }

    package func record(at position: Int64) throws(StoreError) -> EventRecord? {
        guard let row = try eventsTable.row(at: position) else { return nil }
        return EventRecord(
            event: row.event,
            eventSalt: row.salt,
            sealedParts: try sealedParts.parts(at: position),
            leafHash: row.leafHash
        )
    }

    package func sealedPart(_ name: String, at position: Int64) throws(StoreError) -> String? {
        try sealedParts.text(name, at: position)
    }

    package func sealedParts(_ name: String, at positions: [Int64]) throws(StoreError) -> [Int64: String] {
        try SealedPartsTable(connection: connection).texts(name, at: positions)
    }

    package func subjects(
        _ key: SealedKey,
        equalTo value: String,
        limit: Int
    ) throws(StoreError) -> [Identifier] {
        try sealedParts.subjects(key, equalTo: value, limit: limit)
    }

    package func leafData(from position: Int64, count: Int) throws(StoreError) -> [[UInt8]] {
        try eventsTable.leafData(from: position, count: count)
    }

    package func leafHashes(from position: Int64, count: Int) throws(StoreError) -> [LogHash] {
        try eventsTable.leafHashes(from: position, count: count)
    }
}
