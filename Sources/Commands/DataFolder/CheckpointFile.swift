import Services

/// The file that holds the note that was signed last.
package struct CheckpointFile: CheckpointMemory {
    /// What stands in the file of a restored folder until a checkpoint takes its place.
    private static let restored = "restored: what was signed last is not known\n"

    private let path: String

    package init(path: String) {
        self.path = path
    }

    package func load() throws -> String? {
        try DurableFile.read(path).flatMap { $0 == Self.restored ? nil : $0 }
    }

    package var mayHaveForgotten: Bool {
        get throws { try DurableFile.read(path) == Self.restored }
    }

    /// Remembers that nobody knows what was signed last.
    package func forget() throws { try DurableFile.replace(path, with: Self.restored) }

    package func save(_ note: String) throws {
        try DurableFile.replace(path, with: note)
    }
}
