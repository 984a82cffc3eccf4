import Fingerprints

/// Files that people bring to an assessment.
enum AssessmentFile {
    /// The SHA-256 of a file of any size, in lowercase hexadecimal.
    ///
    /// - Throws: `CommandFailure` where it can't be read.
    static func sha256(_ file: String) throws(CommandFailure) -> String {
        let path = RawPath(file)
        var digester = ContentDigester()
        do throws(FileProblem) {
            let pieces = try FilePieces(path)
            while true {
                let piece = try pieces.next(1 << 20)
                guard !piece.isEmpty else { break }
                piece.withUnsafeBytes { digester.update($0) }
            }
        } catch {
            throw CommandFailure("\(path.shown) can't be read: \(error).")
        }
        return digester.finalize().sha256.hex
    }
}
