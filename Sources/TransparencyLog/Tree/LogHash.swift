import CanonicalJSON

public import Crypto

/// A SHA-256 hash of 32 bytes, kept inline: a node or leaf of a tree, a root, the hash of a field.
public struct LogHash: Sendable, Hashable {
    /// How many bytes a hash has.
    public static let byteCount = 32

    // Four words rather than an array, so that lists of hashes cost no allocation each.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Makes a hash of a finished digest.
    ///
    /// - Parameter digest: the SHA-256 digest.
    public init(_ digest: SHA256.Digest) {
        words = digest.withUnsafeBytes { Self.words(of: $0) }
    }

    /// Makes a hash of its 32 bytes.
    ///
    /// `nil` unless there are exactly 32.
    ///
    /// - Parameter bytes: the bytes, first byte first.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        words = Array(bytes).withUnsafeBytes { Self.words(of: $0) }
    }

    /// Makes a hash of 64 lowercase hexadecimal digits.
    ///
    /// `nil` for any other text.
    ///
    /// - Parameter hex: the digits.
    public init?(hex: some StringProtocol) {
        guard let bytes = Hexadecimal.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// Makes a hash of its canonical Base64 of 44 characters.
    ///
    /// `nil` for any other text.
    ///
    /// - Parameter base64: the text, padded, unused bits zero.
    public init?(base64: some StringProtocol) {
        guard let bytes = Base64.decode(base64) else { return nil }
        self.init(bytes: bytes)
    }

    /// The 32 bytes, first byte first.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// The hash as 64 lowercase hexadecimal digits.
    public var hex: String { withUnsafeBytes { Hexadecimal.encode($0) } }

    /// The hash in padded Base64, 44 characters.
    public var base64: String { Base64.encode(bytes) }

    /// Lends the 32 bytes without copying them to the heap.
    ///
    /// - Parameter body: what is done with the bytes, which are valid only during the call.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Swift.withUnsafeBytes(of: words, body)
    }

    /// Tells whether both are the same 32 bytes.
    public static func == (left: LogHash, right: LogHash) -> Bool {
        left.words == right.words
    }

    /// Feeds the bytes to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }

    /// The words keep memory order, so that the bytes come out as they went in on any machine.
    private static func words(of bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64, UInt64, UInt64) {
        (
            bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        )
    }
}

extension LogHash: CustomStringConvertible {
    /// The hash in hexadecimal.
    public var description: String { hex }
}

extension LogHash: Codable {
    /// Reads 64 lowercase hexadecimal digits.
    ///
    /// - Parameter decoder: where the text comes from.
    /// - Throws: `DecodingError` where the text is anything else.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let hash = LogHash(hex: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "A hash is 64 lowercase hexadecimal digits."
            )
        }
        self = hash
    }

    /// Writes 64 lowercase hexadecimal digits.
    ///
    /// - Parameter encoder: where the text goes.
    /// - Throws: what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
