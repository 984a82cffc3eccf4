/// Why samples don't make a picture; holds sizes only.
public struct PixelBufferError: Error, Hashable, Sendable {
    /// What was wrong.
    public struct Code: Hashable, Sendable {
        /// The code as it appears in answers and logs.
        public let rawValue: String

        /// A side is zero or negative.
        public static let empty = Code(rawValue: "empty-picture")
        /// There are neither one nor three channels.
        public static let unsupportedChannels = Code(rawValue: "unsupported-channels")
        /// A side or the number of pixels is over the limit.
        public static let tooLarge = Code(rawValue: "picture-too-large")
        /// The number of samples isn't width × height × channels.
        public static let sizeMismatch = Code(rawValue: "size-mismatch")
    }

    /// What was wrong.
    public let code: Code
    /// The columns that were claimed.
    public let width: Int
    /// The rows that were claimed.
    public let height: Int
}

extension PixelBufferError: CustomStringConvertible {
    /// One sentence for people.
    public var description: String { "\(code.rawValue): \(width) x \(height) pixels" }
}
