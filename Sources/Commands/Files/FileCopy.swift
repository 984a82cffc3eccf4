/// Copies of files of any size.
package enum FileCopy {
    /// How much is held at a time, in bytes.
    private static let pieceBytes = 1 << 20

    /// Copies a file to a new one for its owner alone.
    ///
    /// - Throws: `CommandFailure` that names the path.
    package static func make(of source: String, at path: String) throws(CommandFailure) {
        var copy = try NewFile(path)
        do throws(FileProblem) {
            let pieces = try FilePieces(RawPath(source))
            while true {
                let piece = try pieces.next(pieceBytes)
                if piece.isEmpty { break }
                do throws(CommandFailure) {
                    try copy.write(piece)
                } catch {
                    throw FileProblem(code: "disk-full")
                }
            }
        } catch {
            throw CommandFailure("\(source) can't be copied to \(path): \(error).")
        }
        try copy.complete()
    }
}
