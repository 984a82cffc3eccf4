/// How a person made sure that a request comes from whom it says.
public struct IdentityCheck: Codable, Hashable, Sendable {
    /// By which way.
    public enum Method: String, Codable, CaseIterable, Sendable {
        /// The signature was verified against a key that was vouched for.
        case signature
        /// A person called the number that the register has from an independent source, and never one from the request.
        case callBack
        /// A person who is known came in person.
        case inPerson
    }

    /// What came of it.
    public enum Result: String, Codable, CaseIterable, Sendable {
        /// It is who it says.
        case confirmed
        /// Nobody was reached, or whoever was would not say.
        case unreachable
        /// They know nothing of it, or it is somebody else.
        case denied
    }

    /// Which number was called, where the register has none for who asks; kept sealed.
    public struct Called: Hashable, Sendable {
        /// The number.
        public let number: String
        /// From which source they have it who called, apart from the request.
        public let source: String

        /// Makes it.
        public init(number: String, source: String) {
            self.number = number
            self.source = source
        }
    }

    /// By which way.
    public let method: Method
    /// What came of it.
    public let result: Result
    /// Who did it; `nil` where the node's program verified the signature.
    public let by: ID<Person>?
    /// When.
    public let at: Timestamp
}
