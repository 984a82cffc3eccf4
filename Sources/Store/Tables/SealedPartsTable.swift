import CanonicalJSON
import Cooperation
import Services
import TransparencyLog

/// The sealed parts.
///
/// The text stands as a JSON string, whose bytes are what its field hash commits to and which keeps
/// characters that a database can't.
struct SealedPartsTable {
    let connection: any SQLConnection

    func insert(_ part: EventRecord.SealedPart, at position: Int64) throws(StoreError) {
        try connection.execute(
            "INSERT INTO sealed_parts (position, name, text, salt, field_hash) VALUES (?, ?, ?, ?, ?)",
            [
                .integer(position), .text(part.name),
                .optional(part.content.map { JSONValue.string($0.text).canonicalString }),
                part.content.map { .bytes($0.salt) } ?? .null, .bytes(part.fieldHash.bytes),
            ]
        )
    }

    /// The parts of one event, in order of name.
    func parts(at position: Int64) throws(StoreError) -> [EventRecord.SealedPart] {
        let rows = try connection.query(
            "SELECT name, text, salt, field_hash FROM sealed_parts WHERE position = ? ORDER BY name",
            [.integer(position)]
        )
        var parts: [EventRecord.SealedPart] = []
        for row in rows { parts.append(try Self.part(row)) }
        return parts
    }

    /// The parts of many events, each event's in order of name.
    func parts(at positions: [Int64]) throws(StoreError) -> [Int64: [EventRecord.SealedPart]] {
        var parts: [Int64: [EventRecord.SealedPart]] = [:]
        for choice in SQLChoice.pages(of: positions.map(SQLValue.integer)) {
            let rows = try connection.query(
                """
                SELECT name, text, salt, field_hash, position FROM sealed_parts
                WHERE position IN \(choice.list) ORDER BY position, name
                """,
                choice.binds
            )
            for row in rows { parts[try row.integer(4), default: []].append(try Self.part(row)) }
        }
        return parts
    }

    func text(_ name: String, at position: Int64) throws(StoreError) -> String? {
        let rows = try connection.query(
            "SELECT name, text, salt, field_hash FROM sealed_parts WHERE position = ? AND name = ?",
            [.integer(position), .text(name)]
        )
        return try rows.first.map(Self.part)?.content?.text
    }

    /// The texts of some parts of many events, by name, by position.
    func texts(_ names: Set<String>, at positions: [Int64]) throws(StoreError) -> [Int64: [String: String]] {
        let choiceOfNames = SQLChoice(names.sorted().map(SQLValue.text))
        var texts: [Int64: [String: String]] = [:]
        for choice in SQLChoice.pages(of: positions.map(SQLValue.integer)) {
            let rows = try connection.query(
                """
                SELECT name, text, salt, field_hash, position FROM sealed_parts
                WHERE position IN \(choice.list) AND name IN \(choiceOfNames.list)
                """,
                choice.binds + choiceOfNames.binds
            )
            for row in rows {
                let part = try Self.part(row)
                if let text = part.content?.text { texts[try row.integer(4), default: [:]][part.name] = text }
            }
        }
        return texts
    }

    /// Erases the parts of a subject's events, and those that came with events of an exchange about that subject.
    func erase(ofSubject subject: Identifier) throws(StoreError) -> Int {
        try connection.execute(
            """
            UPDATE sealed_parts SET text = NULL, salt = NULL
            WHERE text IS NOT NULL AND position IN (
                SELECT position FROM events WHERE subject = ?
                UNION SELECT position FROM events WHERE inner_subject = ?)
            """,
            [.text(subject.description), .text(subject.description)]
        )
    }

    /// Erases some parts of one event.
    func erase(_ names: Set<String>, at position: Int64) throws(StoreError) -> Int {
        var count = 0
        for name in names {
            count += try connection.execute(
                """
                UPDATE sealed_parts SET text = NULL, salt = NULL
                WHERE position = ? AND name = ? AND text IS NOT NULL
                """,
                [.integer(position), .text(name)]
            )
        }
        return count
    }

    /// What the events are about that have a sealed key with a value, newest first.
    ///
    /// The key's name stands in the statement, so that its index can be used.
    func subjects(_ key: SealedKey, equalTo value: String, limit: Int) throws(StoreError) -> [Identifier] {
        let rows = try connection.query(
            """
            SELECT COALESCE(events.inner_subject, events.subject)
            FROM sealed_parts JOIN events ON events.position = sealed_parts.position
            WHERE sealed_parts.name = '\(key.rawValue)' AND sealed_parts.text = ?
            ORDER BY sealed_parts.position DESC LIMIT ?
            """,
            [.text(JSONValue.string(value).canonicalString), .integer(Int64(max(0, limit)))]
        )
        var subjects: [Identifier] = []
        for row in rows { subjects.append(try row.identifier(0)) }
        return subjects
    }

    func subjects(
        _ key: SealedKey,
        equalToAnyOf values: [String],
        limit: Int
    ) throws(StoreError) -> [String: [Identifier]] {
        guard !values.isEmpty, limit > 0 else { return [:] }
        let written = Dictionary(
            values.map { (JSONValue.string($0).canonicalString, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var found: [String: [Identifier]] = [:]
        for choice in SQLChoice.pages(of: written.keys.sorted().map { .text($0) }) {
            let rows = try connection.query(
                """
                SELECT found.text, COALESCE(events.inner_subject, events.subject) FROM (
                    SELECT sealed_parts.text AS text, sealed_parts.position AS position,
                        ROW_NUMBER() OVER (PARTITION BY sealed_parts.text ORDER BY sealed_parts.position DESC) AS place
                    FROM sealed_parts
                    WHERE sealed_parts.name = '\(key.rawValue)' AND sealed_parts.text IN \(choice.list)
                ) AS found JOIN events ON events.position = found.position
                WHERE found.place <= ? ORDER BY found.position DESC
                """,
                choice.binds + [.integer(Int64(limit))]
            )
            for row in rows {
                guard let value = written[try row.text(0)] else { continue }
                found[value, default: []].append(try row.identifier(1))
            }
        }
        return found
    }

    func count() throws(StoreError) -> Int64 {
        try connection.query("SELECT COUNT(*) FROM sealed_parts").first?.integer(0) ?? 0
    }

    private static func part(_ row: SQLRow) throws(StoreError) -> EventRecord.SealedPart {
        let name = try row.text(0)
        let fieldHash = try row.hash(3)
        switch (try row.optionalText(1), try row.optionalBytes(2)) {
        case (nil, nil):
            return EventRecord.SealedPart(name: name, content: nil, fieldHash: fieldHash)
        case (let json?, let salt?):
            guard let text = try? JSONValue(parsingCanonical: Array(json.utf8)).stringValue else { break }
            return EventRecord.SealedPart(name: name, content: (text, salt), fieldHash: fieldHash)
        default: break
        }
        throw StoreError(.damaged, "A sealed part is neither whole nor erased. Run the verification of the log.")
    }
}
