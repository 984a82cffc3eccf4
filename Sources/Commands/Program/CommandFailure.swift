/// Why a command could not run, in the words that its user reads.
package struct CommandFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    package let message: String
    /// What to do about it, where something can be done.
    package let advice: String?

    package init(_ message: String, advice: String? = nil) {
        self.message = message
        self.advice = advice
    }

    /// One or two lines.
    package var description: String { advice.map { "\(message)\n\($0)" } ?? message }
}
