import Glibc
import TransparencyLog

/// The folder in which a witness keeps its key and what it cosigned last of each log.
///
/// All its files are for their owner alone. `witness.key` holds the signing key; `seen` one note for each log, in a file
/// named after a hash of the log's name.
package struct WitnessFolder: Hashable, Sendable {
    /// The folder's path.
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    private var keyPath: String { path + "/witness.key" }
    private var seenPath: String { path + "/seen" }

    /// Makes the folder and a new key in it.
    ///
    /// - Parameters:
    ///   - name: the name of the witness.
    ///   - randomBytes: so many random bytes.
    /// - Returns: the key.
    /// - Throws: `CommandFailure` where the name can't be used, there is a witness already, or a file can't be made.
    package func make(name: String, randomBytes: (Int) -> [UInt8]) throws(CommandFailure) -> Cosigner {
        guard let name = NoteKeyName(name) else {
            throw CommandFailure(
                "A witness can't be named so.",
                advice: "Give --name 1 to 255 visible ASCII characters without +, as witness.example/w1."
            )
        }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST, chmod(path, 0o700) == 0,
            mkdir(seenPath, 0o700) == 0 || errno == EEXIST
        else {
            throw CommandFailure(
                "The folder \(path) can't be made or protected: \(String(cString: strerror(errno))).",
                advice: "Give --data a folder that belongs to you; the folder above it must exist."
            )
        }
        if try DurableFile.read(keyPath) != nil {
            throw CommandFailure("There is a witness in \(path) already.", advice: "Choose another folder.")
        }
        let cosigner: Cosigner
        do throws(NoteError) {
            cosigner = try Cosigner(name: name, seed: randomBytes(Cosigner.seedByteCount))
        } catch {
            throw CommandFailure("The key can't be made: \(error)")
        }
        try DurableFile.create(keyPath, cosigner.secretText + "\n")
        return cosigner
    }

    /// Reads the key.
    ///
    /// - Throws: `CommandFailure` where it is missing or damaged.
    package func cosigner() throws(CommandFailure) -> Cosigner {
        guard let text = try DurableFile.read(keyPath) else {
            throw CommandFailure(
                "\(keyPath) is missing.",
                advice: "Make a witness with 'perisai witness init', or restore the file from a backup."
            )
        }
        do throws(NoteError) {
            return try Cosigner(parsing: text)
        } catch {
            throw CommandFailure("\(keyPath) is damaged.", advice: "Restore it from a backup; it can't be made anew.")
        }
    }

    /// Reads the note that was cosigned last of a log; `nil` where none was.
    package func note(of origin: String) throws -> String? {
        try DurableFile.read(file(of: origin))
    }

    /// Puts a note in place of the one before; returns when it would survive a loss of power.
    package func save(_ note: String, of origin: String) throws {
        try DurableFile.replace(file(of: origin), with: note)
    }

    private func file(of origin: String) -> String {
        "\(seenPath)/\(MerkleTree.leafHash(of: Array(origin.utf8)).hex)"
    }
}
