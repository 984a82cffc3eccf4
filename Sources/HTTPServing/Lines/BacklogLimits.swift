/// How much of an answer may wait for a client that sends and does not read, and where.
package struct BacklogLimits: Sendable {
    /// What waits in memory, in bytes; what comes after it waits in files.
    package var memoryBytesMax = 8 << 20
    /// How long one file grows, in bytes; it goes when it was read.
    package var fileBytes: Int64 = 64 << 20
    /// What must be left on the disk for everything else, in bytes; with less the answer ends with an error.
    package var spareBytesMin: Int64 = 1 << 30
    /// How much is moved to a file and from it at once, in bytes.
    package var pieceBytes = 256 << 10
    /// The folder for the files, which have no names there.
    package var folder: String
    /// What all answers share, and those of one key.
    package let room: BacklogRoom

    package init(folder: String, room: BacklogRoom = BacklogRoom()) {
        self.folder = folder
        self.room = room
    }
}
