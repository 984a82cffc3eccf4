/// The 32 secret bytes without which a field's hash tells nothing about its value.
public struct FieldSalt: Sendable, Hashable, CustomStringConvertible {
    /// How many bytes a salt has.
    public static let byteCount = LogHash.byteCount
    private static let derivationLabel = Array("perisai/field-salt/v1".utf8) + [0]

    // A salt has the size of a hash, so it is kept inline in the same way.
    private let content: LogHash

    /// Makes a salt of bytes, which come from a cryptographic source of randomness.
    ///
    /// `nil` unless there are exactly 32.
    ///
    /// - Parameter bytes: the bytes.
    public init?(bytes: [UInt8]) {
        guard let content = LogHash(bytes: bytes) else { return nil }
        self.content = content
    }

    /// Makes a salt of 64 lowercase hexadecimal digits.
    ///
    /// `nil` for any other text.
    ///
    /// - Parameter hex: the digits.
    public init?(hex: String) {
        guard let content = LogHash(hex: hex) else { return nil }
        self.content = content
    }

    private init(code: LogHash) {
        content = code
    }

    /// The salt of one open field of the event whose salt this is.
    ///
    /// - Parameter name: the field's name.
    /// - Returns: HMAC-SHA256 under this salt of the label, a zero byte and the name.
    public func derived(for name: FieldName) -> FieldSalt {
        FieldSalt(code: FieldCode.code(under: self, [Self.derivationLabel, Array(name.text.utf8)]))
    }

    /// The bytes.
    public var bytes: [UInt8] { content.bytes }

    /// The salt as 64 lowercase hexadecimal digits.
    public var hex: String { content.hex }

    /// A word that gives nothing away, for logs.
    public var description: String { "salt" }

    func withUnsafeBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
        content.withUnsafeBytes(body)
    }
}
