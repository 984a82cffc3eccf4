/// Why one file could not be fingerprinted.
package struct MediaRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// What the sender can do about it.
    package enum Kind: Sendable {
        /// Nothing: the file is damaged, or a picture of a kind that is not taken.
        case unacceptable
        /// Send a smaller one.
        case tooLarge
        /// Send it again later.
        case tryAgain
    }

    /// What the sender can do about it.
    package let kind: Kind
    /// A stable word, as `unreadable-media`.
    package let code: String
    /// What is wrong and what to do.
    package let message: String

    package init(_ kind: Kind, code: String, message: String) {
        self.kind = kind
        self.code = code
        self.message = message
    }

    package var description: String { "\(code): \(message)" }
}
