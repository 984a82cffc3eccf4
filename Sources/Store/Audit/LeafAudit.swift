import CanonicalJSON
import Cooperation
import Services
import TransparencyLog

/// Recomputes leaves from the stored fields and salts.
struct LeafAudit {
    let connection: any SQLConnection

    /// Checks one event against its sealed parts and its leaf.
    ///
    /// - Returns: how many sealed parts it has.
    /// - Throws: `AuditFinding`; `StoreError`.
    func check(_ row: StoredEvent) throws -> Int64 {
        let position = "position \(row.event.position)"
        let parts = try AuditFinding.locate(table: "sealed_parts", row: position) {
            try SealedPartsTable(connection: connection).parts(at: row.event.position)
        }
        let commitment = try commitment(row, parts, position)
        for part in parts {
            guard FieldName.sealed(part.name).flatMap(commitment.hash) == part.fieldHash else {
                throw AuditFinding(
                    table: "sealed_parts",
                    row: position,
                    problem: "A field hash does not follow from text and salt."
                )
            }
        }
        guard commitment.leafData == row.leafData else {
            throw AuditFinding(
                table: "events",
                row: position,
                column: "leaf_data",
                problem: "It does not follow from the fields."
            )
        }
        guard commitment.leafHash == row.leafHash else {
            throw AuditFinding(
                table: "events",
                row: position,
                column: "leaf_hash",
                problem: "It does not follow from the leaf data."
            )
        }
        let inner = (try? row.event.effects())?.dropFirst().first
        guard inner?.subject == row.innerSubject else {
            throw AuditFinding(
                table: "events",
                row: position,
                column: "inner_subject",
                problem: "It does not follow from the facts."
            )
        }
        guard inner?.origin?.position == row.innerPosition else {
            throw AuditFinding(
                table: "events",
                row: position,
                column: "inner_position",
                problem: "It does not follow from the facts."
            )
        }
        return Int64(parts.count)
    }

    private func commitment(
        _ row: StoredEvent,
        _ parts: [EventRecord.SealedPart],
        _ position: String
    ) throws(AuditFinding) -> EventCommitment {
        guard let salt = FieldSalt(bytes: row.salt) else {
            throw AuditFinding(table: "events", row: position, column: "event_salt", problem: "It is no salt.")
        }
        var sealed: [String: SealedField] = [:]
        for part in parts {
            guard let content = part.content else {
                sealed[part.name] = .erased(part.fieldHash)
                continue
            }
            guard let salt = FieldSalt(bytes: content.salt) else {
                throw AuditFinding(table: "sealed_parts", row: position, column: "salt", problem: "It is no salt.")
            }
            sealed[part.name] = .present(.string(content.text), salt)
        }
        guard let commitment = try? EventCommitment(row.event, salt: salt, sealed: sealed) else {
            throw AuditFinding(table: "events", row: position, problem: "Its fields can't be those of an event.")
        }
        return commitment
    }
}
