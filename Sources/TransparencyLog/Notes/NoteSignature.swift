/// One signature line of a note, by a key that may or may not be known.
public struct NoteSignature: Sendable, Hashable {
    /// The name of the key, as the line gives it.
    public let name: String
    /// The id of the key, as the line gives it.
    public let keyID: NoteKeyID
    /// The signature's bytes; 64 for Ed25519.
    public let signature: [UInt8]

    /// Makes a signature line of its parts.
    ///
    /// - Parameters:
    ///   - name: the name of the key.
    ///   - keyID: the id of the key.
    ///   - signature: the signature's bytes.
    public init(name: String, keyID: NoteKeyID, signature: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.signature = signature
    }

    /// An em dash and a space, with which every line begins.
    private static let prefix = "\u{2014} "

    /// The line as a witness answers it, with its line feed.
    package var encoded: String { "\(line)\n" }

    /// The line without its line feed.
    var line: String { "\(Self.prefix)\(name) \(Base64.encode(keyID.bytes + signature))" }

    /// Reads a line without its line feed.
    ///
    /// `nil` unless it is an em dash, a name without white space and `+`, and Base64 of the id and at least one byte.
    init?(line: String) {
        guard line.utf8.starts(with: Self.prefix.utf8) else { return nil }
        let parts = line.utf8.dropFirst(Self.prefix.utf8.count)
            .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map { String(Substring($0)) }
        guard parts.count == 2, Self.isName(parts[0]), let bytes = Base64.decode(parts[1]),
            bytes.count > NoteKeyID.byteCount, let keyID = NoteKeyID(bytes: bytes.prefix(NoteKeyID.byteCount))
        else { return nil }
        self.init(name: parts[0], keyID: keyID, signature: Array(bytes.dropFirst(NoteKeyID.byteCount)))
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { $0 != "+" && !$0.properties.isWhitespace }
    }
}
