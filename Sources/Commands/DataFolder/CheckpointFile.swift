import Services

/// The file that holds the note that was signed last.
package struct CheckpointFile: CheckpointMemory {
    private let path: String

    package init(path: String) {
        self.path = path
    }

    package func load() throws -> String? {
        try DurableFile.read(path)
    }

    package func save(_ note: String) throws {
        try DurableFile.replace(path, with: note)
    }
}
