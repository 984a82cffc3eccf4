/// How much of an answer may wait for a client that sends and does not read, and where.
package struct BacklogLimits: Hashable, Sendable {
    /// What waits in memory, in bytes; what comes after it waits in a file.
    package var memoryBytesMax = 8 << 20
    /// What waits in the file, in bytes; at more the answer ends with an error.
    package var fileBytesMax: Int64 = 4 << 30
    /// How much is moved to the file and from it at once, in bytes.
    package var pieceBytes = 256 << 10
    /// The folder for the file, which has no name there.
    package var folder: String

    package init(folder: String) {
        self.folder = folder
    }
}
