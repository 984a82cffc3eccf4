/// A fingerprint's kind and its value in canonical form, so that equal fingerprints are equal values.
public struct Fingerprint: Hashable, Sendable {
    /// How `value` is to be read.
    public let kind: FingerprintKind
    /// The canonical text: lowercase hexadecimal for `pdq`, `sha256` (64 digits) and `md5` (32 digits).
    public let value: String

    /// Creates a fingerprint from what somebody sent.
    ///
    /// - Parameters:
    ///   - kind: The kind; at present `pdq`, `sha256` or `md5`.
    ///   - value: The hexadecimal value in either case.
    /// - Throws: `FingerprintError` with `unsupported-kind`, or `malformed-value` and what is wrong with it.
    public init(kind: FingerprintKind, value: String) throws(FingerprintError) {
        let digits: Int
        switch kind {
        case .pdq, .sha256: digits = Hash256.hexLength
        case .md5: digits = 32
        case .vpdq, .tlsh, .url, .text, .account: throw FingerprintError(code: .unsupportedKind, kind: kind, cause: nil)
        }
        do {
            try HexError.check(value, digits: digits)
        } catch {
            throw FingerprintError(code: .malformedValue, kind: kind, cause: error)
        }
        self.init(kind: kind, canonical: value.lowercased())
    }

    /// Creates a PDQ fingerprint.
    ///
    /// - Parameter hash: The perceptual hash.
    public init(pdq hash: Hash256) {
        self.init(kind: .pdq, canonical: hash.hex)
    }

    /// The 256 bits of a `pdq` or `sha256` fingerprint; `nil` for other kinds.
    public var hash256: Hash256? {
        switch kind {
        case .pdq, .sha256: try? Hash256(hex: value)
        case .md5, .vpdq, .tlsh, .url, .text, .account: nil
        }
    }

    init(kind: FingerprintKind, canonical value: String) {
        self.kind = kind
        self.value = value
    }
}

extension Fingerprint: Codable {
    private enum CodingKeys: String, CodingKey {
        case kind
        case value
    }

    /// Decodes `{"kind","value"}` and checks it as `init(kind:value:)` does.
    ///
    /// - Parameter decoder: The decoder, standing at an object.
    /// - Throws: `DecodingError`, which never repeats the value.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let kind = try container.decode(FingerprintKind.self, forKey: .kind)
        let value = try container.decode(String.self, forKey: .value)
        do throws(FingerprintError) {
            try self.init(kind: kind, value: value)
        } catch {
            throw DecodingError.dataCorruptedError(
                forKey: error.code == .unsupportedKind ? .kind : .value,
                in: container,
                debugDescription: error.description
            )
        }
    }
}
