import CanonicalJSON

/// What stands before the pieces of a sealed file, exactly as docs/formats/sealed-files.md says; all may read it.
public struct SealedFileHeader: Sendable, Hashable {
    /// The content key, sealed to one recipient.
    struct Recipient: Sendable, Hashable {
        /// The id of the recipient's key.
        let key: PublicKeyID
        /// HPKE's encapsulated key: 32 bytes.
        let encapsulated: [UInt8]
        /// The content key and HPKE's tag: 48 bytes.
        let sealedKey: [UInt8]
    }

    /// The first bytes of every sealed file.
    static let magic = Array("perisai-sealed/1\n".utf8)
    /// How many bytes tell how long the whole header is: the first line and four bytes of length.
    public static let prefixBytes = magic.count + 4
    /// How much content one piece holds, in bytes; the last one may hold less.
    public static let pieceBytes = 1 << 16
    /// The longest content, in bytes: 1 GiB.
    public static let sizeMax = 1 << 30
    /// The most recipients.
    public static let recipientsMax = 64
    /// The longest name, in bytes of UTF-8.
    public static let nameBytesMax = 255
    static let tagBytes = 16
    private static let jsonBytesMax = 1 << 15

    /// The name of the file that was sealed; never a path.
    public let name: String
    /// How long the content is, in bytes.
    public let size: Int
    /// What every recipient's content key must lead to: 32 bytes.
    let commitment: [UInt8]
    /// By ascending id.
    let recipients: [Recipient]

    /// The ids of the keys that can open it.
    public var recipientKeys: [PublicKeyID] { recipients.map(\.key) }

    init(
        name: String,
        size: Int,
        commitment: [UInt8],
        recipients: [Recipient]
    ) throws(SealedFileProblem) {
        try Self.check(name: name, size: size, recipients: recipients.map(\.key))
        self.name = name
        self.size = size
        self.commitment = commitment
        self.recipients = recipients
    }

    static func check(name: String, size: Int, recipients: [PublicKeyID]) throws(SealedFileProblem) {
        guard isFileName(name) else {
            throw SealedFileProblem(.badName, "The name must have 1 to 255 bytes and no slash or control character.")
        }
        guard (0...sizeMax).contains(size) else {
            throw SealedFileProblem(.tooLarge, "At most \(sizeMax) bytes can be sealed in one file.")
        }
        guard (1...recipientsMax).contains(recipients.count), zip(recipients, recipients.dropFirst()).allSatisfy(<)
        else {
            throw SealedFileProblem(.badRecipients, "A file is sealed to 1 to \(recipientsMax) different keys.")
        }
    }

    private static func isFileName(_ name: String) -> Bool {
        let isCharacter = { (scalar: Unicode.Scalar) in
            scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) && scalar != "/" && scalar != "\\"
        }
        return (1...nameBytesMax).contains(name.utf8.count) && name != "." && name != ".."
            && name.unicodeScalars.allSatisfy(isCharacter)
    }

    /// How many pieces there are; one for no content at all.
    var pieces: Int { max(1, (size + Self.pieceBytes - 1) / Self.pieceBytes) }

    /// How much content a piece holds, in bytes.
    func pieceSize(_ index: Int) -> Int {
        index < pieces - 1 ? Self.pieceBytes : size - (pieces - 1) * Self.pieceBytes
    }

    /// How long the sealed file is, in bytes.
    public var sealedSize: Int { bytes.count + size + pieces * Self.tagBytes }

    /// What HPKE authenticates beside the content key: all but what it makes itself.
    var description: [UInt8] {
        Self.description(name: name, size: size, commitment: commitment, recipients: recipientKeys)
    }

    static func description(
        name: String,
        size: Int,
        commitment: [UInt8],
        recipients: [PublicKeyID]
    ) -> [UInt8] {
        JSONValue.object([
            "commitment": .string(Hexadecimal.encode(commitment)),
            "name": .string(name),
            "recipients": .array(recipients.map { .string($0.description) }),
            "size": .integer(Int64(size)),
        ]).canonicalBytes
    }

    /// The first line, the length of what follows in four bytes (big-endian), and the rest as canonical JSON.
    public var bytes: [UInt8] {
        let json = JSONValue.object([
            "commitment": .string(Hexadecimal.encode(commitment)),
            "name": .string(name),
            "recipients": .array(
                recipients.map { recipient in
                    [
                        "encapsulated": .string(Hexadecimal.encode(recipient.encapsulated)),
                        "key": .string(recipient.key.description),
                        "sealedKey": .string(Hexadecimal.encode(recipient.sealedKey)),
                    ]
                }
            ),
            "size": .integer(Int64(size)),
        ]).canonicalBytes
        let length = UInt32(json.count)
        return Self.magic + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32($0))) } + json
    }

    /// How long the whole header is.
    ///
    /// - Parameter prefix: the first `prefixBytes` bytes of the file.
    /// - Returns: its length in bytes, the prefix included.
    /// - Throws: `SealedFileProblem`, `notSealed` or `badHeader`.
    public static func byteCount(prefix: [UInt8]) throws(SealedFileProblem) -> Int {
        guard prefix.count == prefixBytes, prefix.starts(with: magic) else {
            throw SealedFileProblem(.notSealed, "This is not a sealed file.")
        }
        let length = prefix.suffix(4).reduce(0) { $0 << 8 | Int($1) }
        guard length <= jsonBytesMax else {
            throw SealedFileProblem(.badHeader, "The header is longer than it may be.")
        }
        return prefixBytes + length
    }

    /// Reads a whole header.
    ///
    /// - Throws: `SealedFileProblem` at the first thing that is not exactly as the format says.
    public init(parsing bytes: [UInt8]) throws(SealedFileProblem) {
        guard try Self.byteCount(prefix: Array(bytes.prefix(Self.prefixBytes))) == bytes.count else {
            throw SealedFileProblem(.badHeader, "The header does not have the length that it says.")
        }
        let unreadable = SealedFileProblem(.badHeader, "The header is not written as it must be.")
        let limits = JSONLimits(bytesMax: Self.jsonBytesMax, depthMax: 3, valuesMax: 1000)
        guard let json = try? JSONValue(parsingCanonical: Array(bytes.dropFirst(Self.prefixBytes)), limits: limits),
            let members = json.objectValue, Set(members.keys) == ["commitment", "name", "recipients", "size"],
            let commitment = members["commitment"]?.stringValue.flatMap({ Hexadecimal.decode($0, count: 32) }),
            let name = members["name"]?.stringValue, let size = members["size"]?.integerValue,
            let elements = members["recipients"]?.arrayValue
        else { throw unreadable }
        var recipients: [Recipient] = []
        for element in elements {
            guard let members = element.objectValue, Set(members.keys) == ["encapsulated", "key", "sealedKey"],
                let key = members["key"]?.stringValue.flatMap(PublicKeyID.init),
                let encapsulated = members["encapsulated"]?.stringValue.flatMap({ Hexadecimal.decode($0, count: 32) }),
                let sealedKey = members["sealedKey"]?.stringValue.flatMap({ Hexadecimal.decode($0, count: 48) })
            else { throw unreadable }
            recipients.append(Recipient(key: key, encapsulated: encapsulated, sealedKey: sealedKey))
        }
        try self.init(name: name, size: Int(size), commitment: commitment, recipients: recipients)
    }
}
