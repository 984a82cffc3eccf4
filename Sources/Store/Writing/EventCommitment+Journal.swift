import CanonicalJSON
import Cooperation
import TransparencyLog

extension EventCommitment {
    /// Commits to an event as it is recorded: its envelope, its facts and its sealed parts.
    ///
    /// - Parameters:
    ///   - event: the envelope and the facts.
    ///   - salt: the event's own salt.
    ///   - sealed: the sealed parts, by name.
    /// - Throws: `EventError` where a key is no name of a field, or there are too many.
    init(_ event: JournalEvent, salt: FieldSalt, sealed: [String: SealedField]) throws(EventError) {
        var open: [FieldName: JSONValue] = [
            .actor: .string(event.actor.description),
            .organisation: .string(event.organisation.description),
            .subject: .string(event.subject.description),
            .time: .string(event.time.description),
            .type: .string(event.type),
            .version: .integer(Int64(event.version)),
        ]
        for (key, value) in event.facts { open[try Self.name(FieldName.fact(key))] = value }
        var closed: [FieldName: SealedField] = [:]
        for (key, part) in sealed { closed[try Self.name(FieldName.sealed(key))] = part }
        try self.init(eventSalt: salt, open: open, sealed: closed)
    }

    private static func name(_ name: FieldName?) throws(EventError) -> FieldName {
        guard let name else { throw EventError(code: .wrongName) }
        return name
    }
}
