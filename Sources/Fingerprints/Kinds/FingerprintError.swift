/// Why a kind and a value don't make a fingerprint.
///
/// Never holds the value.
public struct FingerprintError: Error, Hashable, Sendable {
    /// What was wrong.
    public struct Code: Hashable, Sendable {
        /// The code as it appears in answers and logs.
        public let rawValue: String

        /// Perisai knows the kind and can't handle it yet.
        public static let unsupportedKind = Code(rawValue: "unsupported-kind")
        /// The value isn't one of this kind.
        public static let malformedValue = Code(rawValue: "malformed-value")
    }

    /// What was wrong.
    public let code: Code
    /// The kind that was claimed.
    public let kind: FingerprintKind
    /// What was wrong with the hexadecimal text, where that was it.
    public let cause: HexError?
}

extension FingerprintError: CustomStringConvertible {
    /// One sentence for people, without the value.
    public var description: String {
        if let cause {
            "\(code.rawValue): this is no \(kind.rawValue) value: \(cause)"
        } else {
            "\(code.rawValue): fingerprints of kind \(kind.rawValue) are not supported here; use pdq, sha256 or md5"
        }
    }
}
