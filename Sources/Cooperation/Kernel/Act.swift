import CanonicalJSON

/// One thing that was decided to happen, not yet recorded: what `decide` returns.
public struct Act: Sendable, Hashable {
    /// What happens, as `signal.proposed`.
    public let type: String
    /// The version of the facts' shape.
    public let version: Int
    /// The id of the aggregate that it happens to.
    public let subject: Identifier
    /// Ids, enums, numbers and times.
    public let facts: [String: JSONValue]
    /// Names, reasons, notes, contacts, references: all personal data and free text, by the name of the part.
    public let sealed: [String: String]

    /// Makes an act from typed facts.
    ///
    /// - Parameters:
    ///   - payload: the facts.
    ///   - subject: the aggregate that it happens to.
    ///   - sealed: the sealed parts; those that are `nil` or empty are left out.
    public init<Subject>(_ payload: some EventPayload, on subject: ID<Subject>, sealed: [String: String?] = [:]) {
        type = Swift.type(of: payload).type
        version = Swift.type(of: payload).version
        self.subject = subject.identifier
        // Payloads hold nothing that JSON can't express, which the coding test of each payload proves.
        facts = (try? JSONValueEncoder().encode(payload))?.objectValue ?? [:]
        self.sealed = sealed.compactMapValues { $0 }.filter { !$0.value.isEmpty }
    }

    /// Makes an act from facts that another node recorded.
    public init(
        type: String,
        version: Int,
        subject: Identifier,
        facts: [String: JSONValue],
        sealed: [String: String]
    ) {
        self.type = type
        self.version = version
        self.subject = subject
        self.facts = facts
        self.sealed = sealed
    }
}
