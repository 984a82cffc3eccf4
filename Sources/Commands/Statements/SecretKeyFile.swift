import Statements

/// Reads the files of keys that sign requests and open sealed files.
enum SecretKeyFile {
    private static let bytesMax = 1024

    /// The one line of such a file.
    static func text(_ path: String) throws(CommandFailure) -> String {
        guard let text = try DurableFile.read(path, bytesMax: bytesMax) else {
            throw CommandFailure("There is no key file at \(path).")
        }
        let lines = text.split(separator: "\n")
        guard lines.count == 1, let line = lines.first else { throw failure(path, "one line") }
        return String(line)
    }

    /// - Throws: `CommandFailure` that names the file and never what is in it.
    static func signing(_ path: String) throws(CommandFailure) -> SigningSecretKey {
        let text = try text(path)
        do throws(SignatureProblem) {
            return try SigningSecretKey(text)
        } catch {
            throw failure(path, "a secret key for signing, as perisai request key generate signing makes it")
        }
    }

    /// - Throws: `CommandFailure` that names the file and never what is in it.
    static func encryption(_ path: String) throws(CommandFailure) -> EncryptionSecretKey {
        let text = try text(path)
        do throws(SignatureProblem) {
            return try EncryptionSecretKey(text)
        } catch {
            throw failure(path, "a secret key for opening, as perisai request key generate encryption makes it")
        }
    }

    private static func failure(_ path: String, _ expected: String) -> CommandFailure {
        CommandFailure("\(path) does not hold a key.", advice: "Such a file holds \(expected).")
    }
}
