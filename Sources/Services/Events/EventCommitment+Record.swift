import CanonicalJSON
import Cooperation
import TransparencyLog

extension EventRecord {
    /// The commitment of the event's leaf, recomputed from what is stored.
    ///
    /// - Throws: `StoreError` `damaged` where what is stored can't have been committed to.
    package func commitment() throws(StoreError) -> EventCommitment {
        guard let salt = FieldSalt(bytes: eventSalt) else { throw damaged }
        var open: [FieldName: JSONValue] = [
            .type: .string(event.type), .version: .integer(Int64(event.version)),
            .subject: .string(event.subject.description), .time: .string(event.time.description),
            .organisation: .string(event.organisation.description), .actor: .string(event.actor.description),
        ]
        for (key, value) in event.facts {
            guard let name = FieldName.fact(key) else { throw damaged }
            open[name] = value
        }
        var sealed: [FieldName: SealedField] = [:]
        for part in sealedParts {
            guard let name = FieldName.sealed(part.name) else { throw damaged }
            if let content = part.content {
                guard let salt = FieldSalt(bytes: content.salt) else { throw damaged }
                sealed[name] = .present(.string(content.text), salt)
            } else {
                sealed[name] = .erased(part.fieldHash)
            }
        }
        do {
            return try EventCommitment(eventSalt: salt, open: open, sealed: sealed)
        } catch {
            throw damaged
        }
    }

    private var damaged: StoreError {
        StoreError(.damaged, "Event \(event.position) can't be what was recorded; run 'perisai log verify'.")
    }
}
