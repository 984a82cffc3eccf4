import CanonicalJSON
import Cooperation
import Services
import TransparencyLog

/// The events with their leaves; rows are only ever added.
struct EventsTable {
    let connection: any SQLConnection

    /// Which part of the journal is read, and in which order.
    struct Stretch {
        let from: Int64
        var before: Int64?
        var isNewestFirst = false
        let limit: Int

        /// The end of a statement.
        var clause: String {
            "position >= ?\(before == nil ? "" : " AND position < ?") ORDER BY position\(isNewestFirst ? " DESC" : "") LIMIT ?"
        }

        var binds: [SQLValue] {
            [.integer(from)] + (before.map { [.integer($0)] } ?? []) + [.integer(Int64(max(0, limit)))]
        }
    }

    private static let columns = """
        position, type, version, subject, inner_subject, time, organisation, actor, facts, event_salt, leaf_data, leaf_hash,
        inner_position
        """

    func insert(_ row: StoredEvent) throws(StoreError) {
        let event = row.event
        try connection.execute(
            "INSERT INTO events (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .integer(event.position), .text(event.type), .integer(Int64(event.version)),
                .text(event.subject.description), .optional(row.innerSubject?.description),
                .integer(event.time.microseconds), .text(event.organisation.description),
                .text(event.actor.description), .text(JSONValue.object(event.facts).canonicalString),
                .bytes(row.salt), .bytes(row.leafData.bytes), .bytes(row.leafHash.bytes),
                row.innerPosition.map { .integer($0) } ?? .null,
            ]
        )
    }

    /// When the last event was recorded.
    func lastTime() throws(StoreError) -> Timestamp? {
        let rows = try connection.query("SELECT time FROM events ORDER BY position DESC LIMIT 1")
        return try rows.first.map { row throws(StoreError) in Timestamp(microseconds: try row.integer(0)) }
    }

    /// Rows from a position on.
    func rows(from position: Int64, limit: Int) throws(StoreError) -> [StoredEvent] {
        let rows = try connection.query(
            "SELECT \(Self.columns) FROM events WHERE position >= ? ORDER BY position LIMIT ?",
            [.integer(position), .integer(Int64(max(0, limit)))]
        )
        return try Self.read(rows)
    }

    func row(at position: Int64) throws(StoreError) -> StoredEvent? {
        let rows = try connection.query(
            "SELECT \(Self.columns) FROM events WHERE position = ?",
            [.integer(position)]
        )
        return try Self.read(rows).first
    }

    /// Rows of a stretch of the journal.
    func rows(_ stretch: Stretch) throws(StoreError) -> [StoredEvent] {
        try rows(where: nil, [], stretch)
    }

    /// Rows at some positions, by position.
    func rows(at positions: [Int64]) throws(StoreError) -> [Int64: StoredEvent] {
        var found: [Int64: StoredEvent] = [:]
        for choice in SQLChoice.pages(of: positions.map(SQLValue.integer)) {
            let rows = try connection.query(
                "SELECT \(Self.columns) FROM events WHERE position IN \(choice.list)",
                choice.binds
            )
            for row in try Self.read(rows) { found[row.event.position] = row }
        }
        return found
    }

    /// Rows of one subject, whatever their type.
    func rows(of subject: Identifier, _ stretch: Stretch) throws(StoreError) -> [StoredEvent] {
        try rows(where: "subject = ?", [.text(subject.description)], stretch)
    }

    /// Rows of one subject and some types.
    func rows(of subject: Identifier, types: Set<String>, _ stretch: Stretch) throws(StoreError) -> [StoredEvent] {
        let choice = SQLChoice(types.sorted().map(SQLValue.text))
        return try rows(
            where: "subject = ? AND type IN \(choice.list)",
            [.text(subject.description)] + choice.binds,
            stretch
        )
    }

    /// The first events of many subjects, in order of position.
    func rows(of subjects: [Identifier], limit: Int) throws(StoreError) -> [StoredEvent] {
        var found: [StoredEvent] = []
        for choice in SQLChoice.pages(of: subjects.map { .text($0.description) }) {
            found += try rows(where: "subject IN \(choice.list)", choice.binds, Stretch(from: 0, limit: limit))
        }
        return Array(found.sorted { $0.event.position < $1.event.position }.prefix(limit))
    }

    /// Rows that brought an event of an exchange about one subject.
    func rows(about subject: Identifier, _ stretch: Stretch) throws(StoreError) -> [StoredEvent] {
        try rows(where: "inner_subject = ?", [.text(subject.description)], stretch)
    }

    private func rows(
        where condition: String?,
        _ binds: [SQLValue],
        _ stretch: Stretch
    ) throws(StoreError) -> [StoredEvent] {
        let terms = condition.map { $0 + " AND " } ?? ""
        let rows = try connection.query(
            "SELECT \(Self.columns) FROM events WHERE \(terms)\(stretch.clause)",
            binds + stretch.binds
        )
        return try Self.read(rows)
    }

    /// The row that brought the event at a place of an exchange's journal.
    func row(from exchange: Identifier, innerPosition: Int64) throws(StoreError) -> StoredEvent? {
        let rows = try connection.query(
            "SELECT \(Self.columns) FROM events WHERE subject = ? AND inner_position = ?",
            [.text(exchange.description), .integer(innerPosition)]
        )
        return try Self.read(rows).first
    }

    /// The positions of one type's events.
    ///
    /// - Complexity: O(log *n* + *limit*), answered by the index alone.
    func positions(ofType type: String, _ stretch: Stretch) throws(StoreError) -> [Int64] {
        let rows = try connection.query(
            "SELECT position FROM events WHERE type = ? AND \(stretch.clause)",
            [.text(type)] + stretch.binds
        )
        var positions: [Int64] = []
        for row in rows { positions.append(try row.integer(0)) }
        return positions
    }

    func leafData(from position: Int64, count: Int) throws(StoreError) -> [[UInt8]] {
        let rows = try connection.query(
            "SELECT leaf_data FROM events WHERE position >= ? ORDER BY position LIMIT ?",
            [.integer(position), .integer(Int64(max(0, count)))]
        )
        var data: [[UInt8]] = []
        for row in rows { data.append(try row.bytes(0)) }
        return data
    }

    func leafHashes(from position: Int64, count: Int) throws(StoreError) -> [LogHash] {
        let rows = try connection.query(
            "SELECT leaf_hash FROM events WHERE position >= ? ORDER BY position LIMIT ?",
            [.integer(position), .integer(Int64(max(0, count)))]
        )
        var hashes: [LogHash] = []
        for row in rows { hashes.append(try row.hash(0)) }
        return hashes
    }

    func count() throws(StoreError) -> Int64 {
        try connection.query("SELECT COUNT(*) FROM events").first?.integer(0) ?? 0
    }

    private static func read(_ rows: [SQLRow]) throws(StoreError) -> [StoredEvent] {
        var events: [StoredEvent] = []
        events.reserveCapacity(rows.count)
        for row in rows { events.append(try read(row)) }
        return events
    }

    private static func read(_ row: SQLRow) throws(StoreError) -> StoredEvent {
        guard let facts = try? JSONValue(parsingCanonical: Array(try row.text(8).utf8)).objectValue else {
            throw StoreError(.damaged, "The facts of an event are no canonical JSON object.")
        }
        let event = JournalEvent(
            position: try row.integer(0),
            type: try row.text(1),
            version: Int(try row.integer(2)),
            subject: try row.identifier(3),
            time: Timestamp(microseconds: try row.integer(5)),
            organisation: ID(try row.identifier(6)),
            actor: try row.identifier(7),
            facts: facts
        )
        let innerSubject: Identifier? =
            if case .null = row.values[4] { nil } else { try row.identifier(4) }
        let innerPosition: Int64? =
            if case .null = row.values[12] { nil } else { try row.integer(12) }
        return StoredEvent(
            event: event,
            innerSubject: innerSubject,
            innerPosition: innerPosition,
            salt: try row.bytes(9),
            leafData: try row.hash(10),
            leafHash: try row.hash(11)
        )
    }
}
