import Cooperation
import TransparencyLog

/// A checkpoint as it was signed and kept.
package struct StoredCheckpoint: Sendable, Hashable {
    /// The note with the cosignatures that were enough for the node's policy.
    package struct Cosigned: Sendable, Hashable {
        /// The signed note, text and signature lines.
        package let note: String
        /// Whose lines they are, in their order.
        package let witnesses: [CosignerKey]
        /// When they were together.
        package let time: Timestamp

        package init(note: String, witnesses: [CosignerKey], time: Timestamp) {
            self.note = note
            self.witnesses = witnesses
            self.time = time
        }
    }

    /// How many leaves it covers.
    package let size: Int64
    /// The root of the tree over them.
    package let root: LogHash
    /// The signed note, text and signature lines.
    package let note: String
    /// When it was signed.
    package let time: Timestamp
    /// The same with cosignatures; `nil` where there are none, or where they came too late for who asks.
    package let cosigned: Cosigned?

    package init(size: Int64, root: LogHash, note: String, time: Timestamp, cosigned: Cosigned? = nil) {
        self.size = size
        self.root = root
        self.note = note
        self.time = time
        self.cosigned = cosigned
    }

    /// The note as it is told to others.
    package var told: String { cosigned?.note ?? note }

    /// Makes a receipt of it.
    ///
    /// - Parameters:
    ///   - events: what it shows, with paths to this checkpoint's root.
    ///   - signer: the key of the log.
    /// - Returns: the file, byte for byte.
    /// - Throws: `ReceiptError`, `NoteError` where the parts don't fit.
    func receipt(of events: [ReceiptEvent], signer: NoteVerifierKey) throws -> [UInt8] {
        try Receipt(
            events: events,
            checkpoint: SignedNote(parsing: Array(told.utf8)),
            signer: signer,
            witnesses: cosigned?.witnesses ?? []
        ).encoded()
    }
}
