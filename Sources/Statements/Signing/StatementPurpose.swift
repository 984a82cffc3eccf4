/// What a signature is for; a signature for one purpose is worth nothing for another.
public enum StatementPurpose: String, Sendable, Codable, CaseIterable {
    /// What an authority asks.
    case request
    /// A second person's word on a statement that is signed already; never the purpose of a file.
    case coSignature
    /// What a platform answers.
    case answer
    /// A platform's or civil-society member's word to police that a life is in danger.
    case threatAlert
    /// An entry of the mandate register: an office, an officer or a key.
    case registerEntry
}
