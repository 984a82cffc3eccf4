import CanonicalJSON
import Cooperation
import Testing
import TransparencyLog

/// Invented things of an exchange.
enum Example {
    static let member = ID<Organisation>(Identifier(derivedHigh: 1, low: 2))
    static let signal = ID<Signal>(Identifier(derivedHigh: 3, low: 4))
    static let request = ID<Request>(Identifier(derivedHigh: 11, low: 12))
    static let person = ID<Person>(Identifier(derivedHigh: 5, low: 6))
    /// The public key of its log.
    static func verifierKey() throws -> String {
        let name = try #require(NoteKeyName("exchange.test.invalid/log"))
        return try NoteSigner(name: name, seed: [UInt8](repeating: 7, count: 32)).verifierKey.text
    }

    /// A dispatch that waits to be handed over.
    static func dispatch(_ message: DispatchMessage) throws -> Dispatch {
        let id = ID<Dispatch>(Identifier(derivedHigh: 7, low: 8))
        let command = DispatchCommand.queue(
            exchange: ID(Identifier(derivedHigh: 9, low: 10)),
            message: message,
            person: person,
            text: nil
        )
        let act = try Dispatch.decide(nil, command, id: id)[0]
        return try Dispatch.apply(
            nil,
            JournalEvent(
                position: 0,
                type: act.type,
                version: act.version,
                subject: act.subject,
                time: Timestamp(microseconds: 0),
                organisation: member,
                actor: member.identifier,
                facts: act.facts
            )
        )
    }

    /// An event with shown and hidden fields.
    static func event(_ number: Int64) throws -> DisclosedEvent {
        let salt = try #require(FieldSalt(bytes: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 32)))
        return DisclosedEvent(fields: [
            .hidden(MerkleTree.leafHash(of: Array("hidden \(number)".utf8))),
            .shown(ShownField(name: .type, value: "signal.proposed", salt: salt)),
            .shown(ShownField(name: .version, value: .integer(number), salt: salt)),
        ])
    }
}
