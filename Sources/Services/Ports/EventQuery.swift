import Cooperation

/// Which events to read, in order of position.
package struct EventQuery: Sendable {
    /// The first position that counts.
    package var from: Int64
    /// Only events of this subject.
    package var subject: Identifier?
    /// Only events that brought an event of an exchange about this subject; then `subject` and `types` must be `nil`.
    package var innerSubject: Identifier?
    /// Only events whose type is one of these; `nil` for all.
    package var types: [String]?
    /// How many at most.
    package var limit: Int

    package init(
        from: Int64 = 0,
        subject: Identifier? = nil,
        innerSubject: Identifier? = nil,
        types: [String]? = nil,
        limit: Int = 1000
    ) {
        self.from = from
        self.subject = subject
        self.innerSubject = innerSubject
        self.types = types
        self.limit = limit
    }
}
