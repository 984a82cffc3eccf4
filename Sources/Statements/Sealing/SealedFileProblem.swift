/// Why a file can't be sealed or opened.
public struct SealedFileProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, as a word for programs.
    public enum Code: String, Sendable, CaseIterable {
        /// The file does not begin as a sealed file does.
        case notSealed
        /// The header is not exactly as the format says.
        case badHeader
        /// The name can't be a file's name.
        case badName
        /// The content is longer than may be sealed.
        case tooLarge
        /// There are no recipients, too many, or one twice.
        case badRecipients
        /// It is not sealed to this key.
        case notForThisKey
        /// The content or the header was changed, or pieces changed places.
        case damaged
        /// The file ends too early, or the content does not have the size that was said.
        case truncated
        /// Something follows the last piece.
        case trailingBytes
    }

    /// What is wrong.
    public let code: Code
    /// What is wrong and what to do, in words; holds nothing of the content.
    public let message: String

    /// Makes a problem.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The code and the message.
    public var description: String { "\(code.rawValue): \(message)" }
}
