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

    /// Whether the same document may be printed later: the fault is not its own.
    public var isPassing: Bool { code == "document-printer-busy" || code == "document-printer-lost" }

    /// The message with its code.
    public var description: String { "\(message) (\(code))" }
}
