import Cooperation
import TransparencyLog

/// A checkpoint as it was signed and kept.
package struct StoredCheckpoint: Sendable, Hashable {
    /// How many leaves it covers.
    package let size: Int64
    /// The root of the tree over them.
    package let root: LogHash
    /// The signed note, text and signature lines.
    package let note: String
    /// When it was signed.
    package let time: Timestamp

    package init(size: Int64, root: LogHash, note: String, time: Timestamp) {
        self.size = size
        self.root = root
        self.note = note
        self.time = time
    }
}
