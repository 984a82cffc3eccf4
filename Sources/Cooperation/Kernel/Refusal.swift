/// Why a command was not carried out: the answer of every `decide`, never a crash and never a silent no.
public struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of refusal it is; edges turn it into their own answer.
    public enum Kind: String, Sendable, Codable {
        /// The thing does not exist, or not for this caller.
        case notFound
        /// The caller may not do this.
        case forbidden
        /// The command contradicts the state that things are in.
        case conflict
        /// The command itself can't be right.
        case invalid
        /// A limit was passed.
        case limitReached
    }

    /// What kind of refusal it is.
    public let kind: Kind
    /// A stable word for programs, as `already-decided`.
    public let code: String
    /// What is wrong and what to do, for people; holds no content and no personal data.
    public let message: String
    /// The field of the command that is wrong, as an RFC 6901 pointer, where there is one.
    public let pointer: String?

    /// Makes a refusal.
    public init(_ kind: Kind, _ code: String, _ message: String, pointer: String? = nil) {
        self.kind = kind
        self.code = code
        self.message = message
        self.pointer = pointer
    }

    /// The code and the message.
    public var description: String { "\(code): \(message)" }
}
