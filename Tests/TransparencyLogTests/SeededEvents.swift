import CanonicalJSON
import SeededRandomness
import TransparencyLog

/// Invented events, the same for the same seed.
enum SeededEvents {
    static func salt(_ random: inout SplitMix64) -> FieldSalt {
        guard let salt = FieldSalt(bytes: random.bytes(FieldSalt.byteCount)) else { preconditionFailure() }
        return salt
    }

    static func name(_ text: String) -> FieldName {
        guard let name = FieldName(text) else { preconditionFailure("\(text) is not a name") }
        return name
    }

    /// A decision with two sealed parts.
    static func decision(_ random: inout SplitMix64) throws(EventError) -> EventCommitment {
        let eventSalt = salt(&random)
        let open: [FieldName: JSONValue] = [
            .actor: "0190a000-0000-7000-8000-000000000001", .organisation: "0190a000-0000-7000-8000-000000000002",
            .subject: "0190a000-0000-7000-8000-000000000003", .time: "2026-03-04T05:06:07.000008Z",
            .type: "decision.made", .version: 1, name("fact.automatic"): false, name("fact.ground"): "terms",
            name("fact.measure"): "remove", name("fact.exemption"): "none", name("fact.finding"): "confirmed",
            name("fact.territory"): ["ID", "NZ"],
        ]
        let sealed: [FieldName: SealedField] = [
            name("sealed.reasons"): .present("TEST: shows “an attack” and praises it.\nSeen twice.", salt(&random)),
            name("sealed.exemptionAssessment"): .present("TEST: no news, no art; é\u{301} 🛡", salt(&random)),
        ]
        return try EventCommitment(eventSalt: eventSalt, open: open, sealed: sealed)
    }

    static func signer(name: String = "lentera.example/log", _ random: inout SplitMix64) throws -> NoteSigner {
        guard let name = NoteKeyName(name) else { preconditionFailure() }
        return try NoteSigner(name: name, seed: random.bytes(NoteSigner.seedByteCount))
    }
}
