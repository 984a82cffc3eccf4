/// Reads a text file line by line, however long it is.
enum FileLines {
    /// The longest line, in bytes.
    static let lineBytesMax = 1 << 16

    /// Hands over the lines of a file without their line feeds.
    ///
    /// - Throws: `FileProblem`; what `body` throws.
    static func forEach(of path: RawPath, _ body: (ArraySlice<UInt8>) throws -> Void) throws {
        var reader = try FileLineReader(path)
        while let line = try reader.next() { try body(line) }
    }
}
