import Glibc

/// Where somebody stands who reads a text file line by line.
struct FileLineReader: ~Copyable {
    private let descriptor: Int32
    private var rest: [UInt8] = []
    /// Where the unread bytes of `rest` begin.
    private var start = 0
    private var isAtEnd = false

    /// - Throws: `FileProblem`.
    init(_ path: RawPath) throws(FileProblem) {
        descriptor = try FileContents.open(path).descriptor
    }

    deinit { close(descriptor) }

    /// The next line without its line feed; `nil` at the end.
    ///
    /// - Throws: `FileProblem`.
    mutating func next() throws(FileProblem) -> ArraySlice<UInt8>? {
        while true {
            if let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return rest[start..<end]
            }
            if isAtEnd {
                guard start < rest.count else { return nil }
                defer { start = rest.count }
                return rest[start...]
            }
            rest.removeSubrange(..<start)
            start = 0
            guard rest.count <= FileLines.lineBytesMax else { throw FileProblem(code: "line-too-long") }
            let piece = try FileContents.read(descriptor, FileContents.pieceBytes)
            if piece.isEmpty { isAtEnd = true } else { rest += piece }
        }
    }
}
