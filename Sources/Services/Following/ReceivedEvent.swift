import CanonicalJSON
import Cooperation
import TransparencyLog

/// An event of an exchange whose shown fields, with the hashes of the hidden ones, were found to give its leaf.
struct ReceivedEvent {
    let payload: EventReceived
    let sealed: [String: String]

    /// Checks an event as it came.
    ///
    /// - Returns: `nil` where the fields do not give the leaf, or part of the envelope is missing.
    init?(checking slice: EventSlice) {
        guard let data = try? slice.event.leafData(), MerkleTree.leafHash(of: data) == slice.leafHash,
            slice.position >= 0,
            let type = slice.event.value(of: .type)?.stringValue,
            let version = slice.event.value(of: .version)?.integerValue.flatMap(Int.init(exactly:)),
            let subject = slice.event.value(of: .subject)?.stringValue.flatMap(Identifier.init(_:)),
            let time = slice.event.value(of: .time)?.stringValue.flatMap(Timestamp.init(_:)),
            let organisation = slice.event.value(of: .organisation)?.stringValue.flatMap(ID<Organisation>.init(_:)),
            let actor = slice.event.value(of: .actor)?.stringValue.flatMap(Identifier.init(_:))
        else { return nil }
        var facts: [String: JSONValue] = [:]
        var sealed: [String: String] = [:]
        for field in slice.event.shownFields {
            if let key = field.name.factKey { facts[key] = field.value }
            if let key = field.name.sealedKey, let text = field.value.stringValue { sealed[key] = text }
        }
        payload = EventReceived(
            position: slice.position,
            leafHash: slice.leafHash.hex,
            event: EventReceived.Inner(
                type: type,
                version: version,
                subject: subject,
                time: time,
                organisation: organisation,
                actor: actor,
                facts: facts
            )
        )
        self.sealed = sealed
    }
}
