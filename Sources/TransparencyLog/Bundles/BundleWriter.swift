import CanonicalJSON
import Crypto

/// Writes a bundle line by line; nothing but the batch at hand is held.
public struct BundleWriter: Sendable {
    private static let sealKey = "seal"
    /// A text that no checkpoint of ours begins with: the name of a key has no blank.
    private static let sealTitle = "perisai bundle/1"

    private var digest = SHA256()

    /// How many batches were written.
    public private(set) var batches = 0

    /// Makes a writer.
    public init() {}

    /// Writes the first line.
    ///
    /// - Parameter header: what it says.
    /// - Returns: the line with its line feed.
    public mutating func begin(_ header: BundleHeader) -> [UInt8] { line(header.json) }

    /// Writes a batch, which gets the next number.
    ///
    /// - Parameters:
    ///   - events: its events.
    ///   - mark: where its end is, where that is a place to go on from.
    /// - Returns: the line with its line feed.
    public mutating func batch(_ events: [BundleBatch.Event], mark: BundleBatch.Mark?) -> [UInt8] {
        batches += 1
        return line(BundleBatch(number: batches, events: events, mark: mark).json)
    }

    /// What the log's key signs to seal what was written.
    ///
    /// - Parameter name: the name of the key.
    /// - Returns: the text of the note.
    public func sealText(by name: NoteKeyName) -> String { Self.sealText(by: name, over: LogHash(digest.finalize())) }

    /// Writes the last line.
    ///
    /// - Parameter note: the signed text of the seal.
    /// - Returns: the line with its line feed.
    public static func end(_ note: SignedNote) -> [UInt8] {
        JSONValue.object([sealKey: .string(note.encoded)]).canonicalBytes + [0x0A]
    }

    static func sealText(by name: NoteKeyName, over digest: LogHash) -> String {
        "\(sealTitle)\n\(name)\n\(digest.base64)\n"
    }

    /// Reads the last line; `nil` where it is another one.
    static func seal(json: JSONValue) -> String? {
        guard let members = json.objectValue, members.count == 1 else { return nil }
        return members[sealKey]?.stringValue
    }

    private mutating func line(_ json: JSONValue) -> [UInt8] {
        let line = json.canonicalBytes + [0x0A]
        digest.update(data: line)
        return line
    }
}
