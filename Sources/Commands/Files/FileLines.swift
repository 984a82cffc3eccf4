import Glibc

/// Reads a text file line by line, however long it is.
enum FileLines {
    /// The longest line, in bytes.
    static let lineBytesMax = 1 << 16

    /// Hands over the lines of a file without their line feeds.
    ///
    /// - Throws: `FileProblem`; what `body` throws.
    static func forEach(of path: RawPath, _ body: (ArraySlice<UInt8>) throws -> Void) throws {
        let (descriptor, _) = try FileContents.open(path)
        defer { close(descriptor) }
        var rest: [UInt8] = []
        while true {
            let piece = try FileContents.read(descriptor, FileContents.pieceBytes)
            guard !piece.isEmpty else { break }
            rest += piece
            var start = rest.startIndex
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                try body(rest[start..<end])
                start = end + 1
            }
            rest.removeSubrange(..<start)
            guard rest.count <= lineBytesMax else { throw FileProblem(code: "line-too-long") }
        }
        if !rest.isEmpty { try body(rest[...]) }
    }
}
