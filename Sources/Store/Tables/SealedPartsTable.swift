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

    func text(_ name: String, at position: Int64) throws(StoreError) -> String? {
        let rows = try connection.query(
            "SELECT name, text, salt, field_hash FROM sealed_parts WHERE position = ? AND name = ?",
            [.integer(position), .text(name)]
        )
        return try rows.first.map(Self.part)?.content?.text
    }

    /// The texts of one name by position.
    func texts(_ name: String, at positions: [Int64]) throws(StoreError) -> [Int64: String] {
        var texts: [Int64: String] = [:]
        // Every database has its own limit of parameters; this many are within all of them.
        for start in stride(from: 0, to: positions.count, by: StoreLimits.rowsPerPage) {
            let page = positions[start..<min(positions.count, start + StoreLimits.rowsPerPage)]
            let rows = try connection.query(
                """
                SELECT name, text, salt, field_hash, position FROM sealed_parts
                WHERE name = ? AND position IN (\(page.map { _ in "?" }.joined(separator: ", ")))
                """,
                [.text(name)] + page.map { .integer($0) }
            )
            for row in rows { texts[try row.integer(4)] = try Self.part(row).content?.text }
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
            SELECT events.subject FROM sealed_parts JOIN events ON events.position = sealed_parts.position
            WHERE sealed_parts.name = '\(key.rawValue)' AND sealed_parts.text = ?
            ORDER BY sealed_parts.position DESC LIMIT ?
            """,
            [.text(JSONValue.string(value).canonicalString), .integer(Int64(max(0, limit)))]
        )
        var subjects: [Identifier] = []
        for row in rows { subjects.append(try row.identifier(0)) }
        return subjects
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
