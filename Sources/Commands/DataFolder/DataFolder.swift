import CanonicalJSON
import Cooperation
import Glibc
import Services
import TransparencyLog

/// The folder in which a node keeps everything it has.
///
/// All its files are for their owner alone.
///
/// `lock` and the database are the store's. `node.secret` holds 32 random bytes in hexadecimal, `log.key` the log's signing
/// key, `checkpoint` what was signed last.
package struct DataFolder: Hashable, Sendable {
    /// The folder's path.
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    package var secretPath: String { path + "/node.secret" }
    package var logKeyPath: String { path + "/log.key" }
    package var checkpointPath: String { path + "/checkpoint" }
    /// Where the first `serve` leaves the administrator key when no person watches.
    package var administratorKeyPath: String { path + "/administrator.key" }

    /// What was signed last, outside the database.
    package var checkpointMemory: CheckpointFile { CheckpointFile(path: checkpointPath) }

    /// The name of a node's log where none is chosen: stable, and another for every node.
    package static func origin(of organisation: ID<Organisation>) -> String { "perisai/\(organisation)" }

    /// Reads the node's secrets.
    ///
    /// - Throws: `CommandFailure` where they are missing or damaged.
    package func secrets() throws(CommandFailure) -> NodeSecrets {
        guard let text = try DurableFile.read(secretPath) else { throw missing(secretPath) }
        guard let bytes = Self.bytes(ofHex: text), let secrets = NodeSecrets(bytes: bytes) else {
            throw damaged(secretPath)
        }
        return secrets
    }

    /// Reads the log's signing key.
    ///
    /// - Throws: `CommandFailure` where it is missing or damaged.
    package func logSigner() throws(CommandFailure) -> NoteSigner {
        guard let text = try DurableFile.read(logKeyPath) else { throw missing(logKeyPath) }
        do throws(NoteError) {
            return try NoteSigner(parsing: text)
        } catch {
            throw damaged(logKeyPath)
        }
    }

    /// Makes the secrets of a new node; those that are there already stay.
    ///
    /// Call it only with the folder's lock held.
    ///
    /// - Parameters:
    ///   - origin: the name of its log.
    ///   - randomBytes: so many random bytes.
    /// - Throws: `CommandFailure` where they can't be made, or a part of a lost node is there.
    package func makeSecrets(origin: String, randomBytes: (Int) -> [UInt8]) throws(CommandFailure) {
        guard let name = NoteKeyName(origin) else {
            throw CommandFailure(
                "The log can't be named so.",
                advice: "Give --origin 1 to 255 visible ASCII characters without +, as exchange.example/log."
            )
        }
        if try DurableFile.read(checkpointPath) != nil {
            throw CommandFailure(
                "\(path) holds a signed checkpoint, but no node: its database is missing.",
                advice: "Restore the database from the newest backup, or choose another folder for a new node."
            )
        }
        if try DurableFile.read(secretPath) == nil {
            try DurableFile.create(secretPath, Hexadecimal.encode(randomBytes(NodeSecrets.byteCount)) + "\n")
        }
        guard try DurableFile.read(logKeyPath) == nil else { return }
        let signer: NoteSigner
        do throws(NoteError) {
            signer = try NoteSigner(name: name, seed: randomBytes(NoteSigner.seedByteCount))
        } catch {
            throw CommandFailure("The log's key can't be made: \(error)")
        }
        try DurableFile.create(logKeyPath, signer.secretText + "\n")
    }

    /// Makes the folder for its owner alone; closes it to others where it is there already.
    package func protect() throws(CommandFailure) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST, chmod(path, 0o700) == 0 { return }
        throw CommandFailure(
            "The data folder \(path) can't be made or protected: \(String(cString: strerror(errno))).",
            advice: "Give --data a folder that belongs to you; the folder above it must exist."
        )
    }

    private func missing(_ path: String) -> CommandFailure {
        CommandFailure(
            "\(path) is missing.",
            advice: "Set a node up there with 'perisai init', or restore the file from a backup."
        )
    }

    private func damaged(_ path: String) -> CommandFailure {
        CommandFailure("\(path) is damaged.", advice: "Restore it from a backup; it can't be made anew.")
    }

    private static func bytes(ofHex text: String) -> [UInt8]? {
        let digits = text.utf8.prefix { $0 != UInt8(ascii: "\n") }.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count % 2 == 0 else { return nil }
        let nibbles = digits.compactMap { $0.flatMap(UInt8.init(exactly:)) }
        guard nibbles.count == digits.count else { return nil }
        return stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }
}
