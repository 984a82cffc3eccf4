import Cooperation
import TransparencyLog

/// A row of the events' table: the event and what was stored of its leaf.
struct StoredEvent {
    let event: JournalEvent
    /// The subject of the event that this one brought from an exchange.
    let innerSubject: Identifier?
    /// Its place in that exchange's journal.
    let innerPosition: Int64?
    let salt: [UInt8]
    let leafData: LogHash
    let leafHash: LogHash
}
