/// A file that holds the secret of one key.
package enum KeyFile {
    /// The longest such file, in bytes.
    private static let bytesMax = 1024

    /// Reads the secret.
    ///
    /// - Throws: `CommandFailure` that names the file and never what is in it.
    package static func read(_ path: String) throws(CommandFailure) -> String {
        guard let text = try DurableFile.read(path, bytesMax: bytesMax) else {
            throw CommandFailure("There is no key file at \(path).")
        }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 1, let secret = words.first, secret.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw CommandFailure(
                "\(path) does not hold a key.",
                advice: "A key file holds one word, perisai_ and 64 digits."
            )
        }
        return String(secret)
    }
}
