/// Why a JSON text or value was refused.
///
/// The description never holds a piece of the text itself, so that it may be logged and shown.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was wrong, for programs.
    public enum Code: String, Sendable {
        /// The text breaks the grammar of JSON.
        case malformed
        /// The bytes are not UTF-8.
        case invalidUTF8
        /// A number has a fraction, an exponent, a minus zero or too many digits.
        case notAnInteger
        /// A key stands twice in one object.
        case duplicateKey
        /// A named limit was passed.
        case tooLarge
        /// The text is well formed, but not in the one canonical form.
        case notCanonical
        /// A field has a value of another kind than it must have.
        case wrongKind
        /// A required field is absent.
        case missingField
        /// A field that nothing knows.
        case unknownField
        /// A field's value is of the right kind but not an allowed one.
        case invalidValue
    }

    /// What was wrong, for programs.
    public let code: Code
    /// What was wrong and what to do, for people.
    public let message: String
    /// Where in the text, as a byte offset from 0, when a text was being read.
    public let offset: Int?
    /// Where in the value, as an RFC 6901 pointer, when a value was being read.
    public let pointer: String?

    /// Makes an error.
    public init(code: Code, message: String, offset: Int? = nil, pointer: String? = nil) {
        self.code = code
        self.message = message
        self.offset = offset
        self.pointer = pointer
    }

    /// The message with the place.
    public var description: String {
        if let offset { return "\(message) (at byte \(offset))" }
        if let pointer, !pointer.isEmpty { return "\(message) (at \(pointer))" }
        return message
    }
}
