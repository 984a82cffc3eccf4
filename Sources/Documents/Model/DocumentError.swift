/// Why a document can't be made, and what to do.
public struct DocumentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Names the reason; it does not change.
    public let code: String
    /// What is wrong and what to do.
    public let message: String

    /// Makes an error.
    public init(_ code: String, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message with its code.
    public var description: String { "\(message) (\(code))" }
}
