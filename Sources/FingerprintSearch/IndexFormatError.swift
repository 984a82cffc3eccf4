/// Why saved bytes are not an index.
public struct IndexFormatError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, as a word that programs can compare; later versions may add more.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The word itself.
        public let description: String

        /// The bytes do not begin as an index does.
        public static let notAnIndex = Code(description: "not-an-index")
        /// The index was saved in a form that this version does not know.
        public static let unsupportedVersion = Code(description: "unsupported-version")
        /// The bytes end too early.
        public static let truncated = Code(description: "truncated")
        /// Bytes follow after the end of the index.
        public static let trailingBytes = Code(description: "trailing-bytes")
        /// More rows than an index can hold.
        public static let tooManyRows = Code(description: "too-many-rows")
        /// The rows do not ascend.
        public static let rowsOutOfOrder = Code(description: "rows-out-of-order")
        /// The SHA-256 at the end is not that of the bytes before.
        public static let checksumMismatch = Code(description: "checksum-mismatch")
    }

    /// What is wrong.
    public let code: Code

    init(_ code: Code) {
        self.code = code
    }

    /// The error for logs; it holds nothing of the content.
    public var description: String { "IndexFormatError.\(code)" }
}
