/// Why a signed note, a key or a checkpoint was refused.
public struct NoteError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong, for programs.
    public enum Code: String, Sendable {
        /// The note is longer, or has more signatures, than a named limit allows.
        case tooLarge
        /// The bytes do not have the form of a signed note.
        case malformedNote
        /// The text is not that of a checkpoint.
        case malformedCheckpoint
        /// The text is not a key, or its parts contradict each other.
        case malformedKey
        /// A signature that names a known key is not one of that key.
        case badSignature
        /// No known key signed the note.
        case noKnownSignature
        /// The checkpoint is of another log.
        case otherOrigin
    }

    /// What was wrong, for programs.
    public let code: Code

    /// Makes an error.
    ///
    /// - Parameter code: what was wrong.
    public init(code: Code) {
        self.code = code
    }

    /// What was wrong, for people.
    public var description: String {
        switch code {
        case .tooLarge: "The note is too long or has too many signatures."
        case .malformedNote: "This is not a signed note."
        case .malformedCheckpoint: "The note's text is not a checkpoint."
        case .malformedKey: "This is not a key."
        case .badSignature: "A signature by a known key is wrong."
        case .noKnownSignature: "No known key signed the note."
        case .otherOrigin: "The checkpoint is of another log."
        }
    }
}
