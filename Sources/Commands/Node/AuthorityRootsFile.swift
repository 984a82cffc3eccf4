import Statements

/// The file with the roots of authorities' certificates.
package enum AuthorityRootsFile {
    /// Reads the roots.
    ///
    /// - Parameter path: the file, PEM.
    /// - Returns: its text.
    /// - Throws: `CommandFailure` where it can't be read or holds none.
    package static func read(_ path: String) throws(CommandFailure) -> String {
        let bytes = try FileContents.read(named: path, bytesMax: AuthorityCertificate.textBytesMax)
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(SignatureProblem) {
            try AuthorityCertificate.requireRoots(text)
        } catch {
            throw CommandFailure(
                "\(path) holds no roots: \(error.message)",
                advice: "Give --authority-roots a file with certificates in PEM."
            )
        }
        return text
    }
}
