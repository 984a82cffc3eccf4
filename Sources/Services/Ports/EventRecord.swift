import CanonicalJSON
import Cooperation
import TransparencyLog

/// An event with all that its leaf commits to: what is disclosed to a follower or put into a receipt is cut from this.
package struct EventRecord: Sendable {
    /// One sealed part.
    ///
    /// Text and salt are gone together once it was erased; the hash stays.
    package struct SealedPart: Sendable, Hashable {
        package let name: String
        package let content: (text: String, salt: [UInt8])?
        package let fieldHash: LogHash

        package init(name: String, content: (text: String, salt: [UInt8])?, fieldHash: LogHash) {
            self.name = name
            self.content = content
            self.fieldHash = fieldHash
        }

        package static func == (left: SealedPart, right: SealedPart) -> Bool {
            left.name == right.name && left.fieldHash == right.fieldHash && left.content?.text == right.content?.text
                && left.content?.salt == right.content?.salt
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(name)
            hasher.combine(fieldHash)
        }
    }

    /// The envelope and the facts.
    package let event: JournalEvent
    /// The random salt from which the salts of envelope and facts derive.
    package let eventSalt: [UInt8]
    /// The sealed parts in order of name.
    package let sealedParts: [SealedPart]
    /// The leaf's hash as stored.
    package let leafHash: LogHash

    package init(event: JournalEvent, eventSalt: [UInt8], sealedParts: [SealedPart], leafHash: LogHash) {
        self.event = event
        self.eventSalt = eventSalt
        self.sealedParts = sealedParts
        self.leafHash = leafHash
    }
}
