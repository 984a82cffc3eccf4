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
        let stretch = EventsTable.Stretch(
            from: query.from,
            before: query.before,
            isNewestFirst: query.isNewestFirst,
            limit: query.limit
        )
        if let subject = query.innerSubject {
            return try eventsTable.rows(about: subject, stretch).map(\.event)
        }
        guard let types = query.types.map(Set.init) else {
            guard let subject = query.subject else { return try eventsTable.rows(stretch).map(\.event) }
            return try eventsTable.rows(of: subject, stretch).map(\.event)
        }
        guard let subject = query.subject else { return try events(ofTypes: types, stretch) }
        return try eventsTable.rows(of: subject, types: types, stretch).map(\.event)
    }

    /// Merges the positions of each type, so that rare types are found without reading what lies between.
    private func events(
        ofTypes types: Set<String>,
        _ stretch: EventsTable.Stretch
    ) throws(StoreError) -> [JournalEvent] {
        var positions: [Int64] = []
        for type in types { positions += try eventsTable.positions(ofType: type, stretch) }
        positions.sort()
        let wanted =
            stretch.isNewestFirst ? positions.suffix(stretch.limit).reversed() : Array(positions.prefix(stretch.limit))
        let rows = try eventsTable.rows(at: wanted)
        return wanted.compactMap { rows[$0]?.event }
    }

    package func events(
        ofSubjects subjects: [Identifier],
        limit: Int
    ) throws(StoreError) -> [JournalEvent] {
        try eventsTable.rows(of: subjects, limit: limit).map(\.event)
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

    package func records(at positions: [Int64]) throws(StoreError) -> [EventRecord] {
        let rows = try eventsTable.rows(at: positions)
        let parts = try sealedParts.parts(at: positions)
        return rows.keys.sorted().compactMap { position in
            rows[position].map { row in
                EventRecord(
                    event: row.event,
                    eventSalt: row.salt,
                    sealedParts: parts[position] ?? [],
                    leafHash: row.leafHash
                )
            }
        }
    }

    package func sealedPart(_ name: String, at position: Int64) throws(StoreError) -> String? {
        try sealedParts.text(name, at: position)
    }

    package func sealedParts(
        _ names: Set<String>,
        at positions: [Int64]
    ) throws(StoreError) -> [Int64: [String: String]] {
        try sealedParts.texts(names, at: positions)
    }

    package func subjects(
        _ key: SealedKey,
        equalToAnyOf values: [String],
        limit: Int
    ) throws(StoreError) -> [String: [Identifier]] {
        try SealedPartsTable(connection: connection).subjects(key, equalToAnyOf: values, limit: limit)
    }

    package func subjects(
        _ key: SealedKey,
        equalTo value: String,
        limit: Int
    ) throws(StoreError) -> [Identifier] {
        try sealedParts.subjects(key, equalTo: value, limit: limit)
    }

    package func keptFile(_ id: Identifier) throws(StoreError) -> [UInt8]? {
        try KeptFilesTable(connection: connection).file(id)
    }

    package func leafData(from position: Int64, count: Int) throws(StoreError) -> [[UInt8]] {
        try eventsTable.leafData(from: position, count: count)
    }

    package func leafHashes(from position: Int64, count: Int) throws(StoreError) -> [LogHash] {
        try eventsTable.leafHashes(from: position, count: count)
    }
}
